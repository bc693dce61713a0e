import { expect, it } from 'vitest';
import { isWholeFile } from './model-files';

const answer = (status: number, type: string) => ({ status, headers: new Headers({ 'content-type': type }) });

it('only a whole file is kept: no failure, no part, no page in place of one', () => {
  expect(isWholeFile(answer(200, 'application/octet-stream'))).toBe(true);
  expect(isWholeFile({ status: 200, headers: new Headers() })).toBe(true);
  expect(isWholeFile(answer(404, 'application/octet-stream'))).toBe(false);
  expect(isWholeFile(answer(206, 'application/octet-stream'))).toBe(false);
  expect(isWholeFile(answer(200, 'text/html; charset=utf-8'))).toBe(false);
});
