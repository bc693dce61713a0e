import { expect, it } from 'vitest';
import { answerHeaders } from '../../src/hosting/answer-headers.ts';
import { headersFile } from './host-files.mjs';

const ASSETS = ['index-abc.js', 'executor.worker-abc.js', 'engine.worker-def.js', 'index-abc.css'];

/**
 * As such hosts read it: a path, then its headers; `*` at the end matches the rest; what two rules say is joined.
 * @param {string} text
 * @param {string} path
 */
function headersFor(text, path) {
  /** @type {Map<string, string>} */
  const found = new Map();
  let matches = false;
  for (const line of text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))) {
    if (!line.startsWith(' ')) {
      matches = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line;
    } else if (matches) {
      const [name = '', ...value] = line.trim().split(': ');
      const before = found.get(name);
      found.set(name, (before === undefined ? '' : `${before}, `) + value.join(': '));
    }
  }
  return Object.fromEntries(found);
}

it('a host that reads it answers workers and the page for Perfetto just as our own servers do', () => {
  for (const root of ['/', '/demo/']) {
    const text = headersFile(ASSETS, root);
    for (const file of ['assets/executor.worker-abc.js', 'assets/engine.worker-def.js', 'handoff.html']) {
      const url = new URL(root + file, 'https://host.example');
      expect(headersFor(text, root + file), file).toEqual(answerHeaders(url));
    }
  }
});

it('the page is isolated and bound by the same policy, and may be framed until the service worker says by whom', () => {
  const text = headersFile(ASSETS, '/');
  for (const path of ['/', '/index.html']) {
    const { 'Content-Security-Policy': policy, ...headers } = headersFor(text, path);
    const { 'Content-Security-Policy': ours = '', ...others } = answerHeaders(
      new URL(path, 'https://host.example'),
    );
    expect(policy).toBe(ours.replace(" frame-ancestors 'none';", '').replace("; frame-ancestors 'none'", ''));
    expect(policy).not.toContain('frame-ancestors');
    expect(headers).toEqual({ ...others, 'Cross-Origin-Resource-Policy': 'cross-origin' });
  }
});

it('the page for Perfetto is not isolated where a host leaves its ending away', () => {
  const headers = headersFor(headersFile(ASSETS, '/'), '/handoff');
  expect(headers['Cross-Origin-Opener-Policy']).toBeUndefined();
  expect(headers['Content-Security-Policy']).toContain("default-src 'none'");
});

it('stays within what such hosts read: 100 rules, 2000 characters a line', () => {
  const many = Array.from({ length: 20 }, (_, index) => `w${index}.worker-a.js`);
  const lines = headersFile(many, '/').split('\n');
  expect(lines.filter((line) => line.startsWith('/')).length).toBeLessThan(100);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2000);
});
