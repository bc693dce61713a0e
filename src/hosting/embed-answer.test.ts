/** The server and the page judge one address: what the page obeys, the server lets frame it, and nothing slips into the policy. */
import { expect, it } from 'vitest';
import { NO_ORIGINS, ORIGINS } from '../testing/frame-origins';
import { parentOriginOf } from '../ui/embed/embed-place';
import { embedAnswer } from './embed-answer.ts';

it('the server lets the same origins frame the page that the page obeys, and nothing into its policy', () => {
  for (const text of [
    ...ORIGINS,
    ...NO_ORIGINS,
    'https://a.example:99999',
    'https://-a.example',
    'https://a..b',
  ]) {
    const url = new URL(`http://localhost/?embed=1&parent=${encodeURIComponent(text)}`);
    const ancestors = embedAnswer(url)?.ancestors;
    // What the page obeys must be let in; what it does not obey may be let in only if it is a plain host all the same.
    expect(ancestors, text).toMatch(/^('self'|https?:\/\/[a-z0-9.:-]+)$/);
    const obeyed = parentOriginOf(text);
    if (obeyed !== null) expect(ancestors).toBe(text);
    if (NO_ORIGINS.includes(text)) expect(ancestors).toBe("'self'");
  }
});

it('no other answer changes: workers, models, other pages, the page outside a frame', () => {
  const ask = (path: string) => embedAnswer(new URL(path, 'http://localhost'));
  for (const path of [
    '/',
    '/index.html',
    '/?embed=0',
    '/?parent=https://slides.example',
    '/assets/executor.worker-abc.js?embed=1',
    '/models/catalog.json?embed=1&parent=https://slides.example',
    '/handoff.html?embed=1',
  ])
    expect(ask(path), path).toBeNull();
  expect(ask('/demo/?embed=1')).toEqual({
    ancestors: "'self'",
    headers: { 'Cross-Origin-Resource-Policy': 'cross-origin' },
  });
});
