import { expect, it } from 'vitest';
import { dependencyWords, edgeWords } from './dependency-words';

it('a line says what is not plain', () => {
  expect(edgeWords({ probability: 1, fanOut: 1 })).toBe('');
  expect(edgeWords({ probability: 0.5, fanOut: 2 })).toBe('p 0.5 · ≤ 2');
  expect(edgeWords({ probability: 1 / 3, fanOut: 1 })).toBe('p 0.33');
});

it('a card says all of it', () => {
  expect(dependencyWords('BlazeFace', { probability: 1, fanOut: 1 })).toBe(
    'after each completion of BlazeFace',
  );
  expect(dependencyWords('BlazeFace', { probability: 0.5, fanOut: 2 })).toBe(
    'after each completion of BlazeFace with probability 0.5, one request for each thing found and 2 at most',
  );
});
