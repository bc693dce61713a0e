import { expect, it } from 'vitest';
import { basePath } from './base-path.mjs';

it('takes any folder, and the relative path that works in all of them', () => {
  for (const text of ['./', '/', '/x/', '/a/b-c/d.e/', '/~someone/demo_1/'])
    expect(basePath(text)).toBe(text);
});

it('refuses what is no folder of the same host, and says how one is written', () => {
  for (const text of [
    '',
    'x',
    '/x',
    'x/',
    '//x/',
    '/x//y/',
    '../',
    '/../x/',
    '/a/./',
    '/x/?y/',
    '/a b/',
    'https://cdn.example/x/',
  ])
    expect(() => basePath(text), text).toThrow(/from slash to slash, such as \/playground\//);
});
