import { expect, it } from 'vitest';
import { isGone } from './whether-gone';

const SCRIPT = 'https://someone.example/service-worker.js';
const answer =
  (status: number, type = 'text/javascript') =>
  async () =>
    new Response(null, { status, headers: { 'content-type': type } });

it('is gone when a server has no such script, or a page in its place', async () => {
  expect(await isGone(SCRIPT, answer(404, 'text/html'))).toBe(true);
  expect(await isGone(SCRIPT, answer(410))).toBe(true);
  expect(await isGone(SCRIPT, answer(200, 'text/html; charset=utf-8'))).toBe(true);
});

it('is not gone when it is there, the server is in trouble, asks who is there, or does not answer', async () => {
  for (const status of [200, 401, 403, 405, 500, 503])
    expect(await isGone(SCRIPT, answer(status)), String(status)).toBe(false);
  for (const status of [403, 502]) expect(await isGone(SCRIPT, answer(status, 'text/html'))).toBe(false);
  expect(await isGone(SCRIPT, () => Promise.reject(new TypeError('fetch failed')))).toBe(false);
});
