/** The drawer offers what can be had: from the server, or, while that is silent, from this browser's storage. */
import { expect, it } from 'vitest';
import { type KnownFiles, presenceOf } from './presence';

const known = (change: Partial<KnownFiles>): KnownFiles => ({
  silent: false,
  assembled: [],
  stored: null,
  ...change,
});
const usual = { id: 'usual', assembly: 'default' } as const;
const asked = { id: 'asked', assembly: 'on-request' } as const;

it('a server that answers has the default models, and of the others those that it lists', () => {
  expect(presenceOf(usual, known({}))).toBe('here');
  expect(presenceOf(asked, known({}))).toBe('missing');
  expect(presenceOf(asked, known({ assembled: ['asked'] }))).toBe('here');
  expect(presenceOf(asked, known({ assembled: null }))).toBe('unknown');
});

it('while the server is silent only what is kept can be had, and nobody is told to run a command', () => {
  const offline = known({ silent: true, assembled: null, stored: new Set(['asked']) });
  expect(presenceOf(asked, offline)).toBe('here');
  expect(presenceOf(usual, offline)).toBe('not-kept');
  expect(presenceOf(asked, { ...offline, stored: new Set() })).toBe('not-kept');
  expect(presenceOf(usual, { ...offline, stored: null })).toBe('unknown');
});
