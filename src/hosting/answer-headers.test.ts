import { describe, expect, it } from 'vitest';
import { answerHeaders } from './answer-headers.ts';

const ask = (path: string) => answerHeaders(new URL(path, 'https://host.example/demo/'));
/** By directive. */
const policyOf = (path: string): ReadonlyMap<string, string> =>
  new Map(
    (ask(path)['Content-Security-Policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );

const PAGES = ['./', 'index.html', '?embed=1'];
const WORKERS = ['engine', 'evidence', 'executor', 'intake', 'simulator'].map(
  (name) => `assets/${name}.worker-aB3_-x.js`,
);

describe('the policy', () => {
  it('lets nothing in but this origin, strings nowhere become code, and WebAssembly is the one exception', () => {
    for (const path of [...PAGES, ...WORKERS, 'handoff.html', 'assets/index-x.js', 'models/catalog.json']) {
      const policy = policyOf(path);
      expect(policy.get('default-src'), path).toBe("'none'");
      expect([...policy.values()].join(' '), path).not.toMatch(
        /unsafe-inline|'unsafe-eval'|data:|\*(?!;|$| )/,
      );
      expect(policy.get('base-uri'), path).toBe("'none'");
      expect(policy.get('form-action'), path).toBe("'none'");
    }
  });

  it('is the same for the page and everything else, but for what each exception says', () => {
    const page = policyOf('./');
    const difference = (path: string) =>
      [...new Set([...page.keys(), ...policyOf(path).keys()])].flatMap((name) =>
        page.get(name) === policyOf(path).get(name)
          ? []
          : [`${name} ${policyOf(path).get(name) ?? 'is left out'}`],
      );
    expect(difference('assets/engine.worker-aB3_-x.js')).toEqual([]);
    expect(difference('assets/not-the-executor.worker.map.js')).toEqual([]);
    expect(difference('assets/executor.worker-aB3_-x.js')).toEqual([
      "script-src 'self' 'wasm-unsafe-eval' blob:",
      "worker-src 'self' blob:",
      'require-trusted-types-for is left out',
      'trusted-types is left out',
    ]);
    expect(difference('assets/intake.worker-aB3_-x.js')).toEqual([
      "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
      "trusted-types 'none'",
    ]);
    for (const name of ['evidence', 'simulator'])
      expect(difference(`assets/${name}.worker-aB3_-x.js`)).toEqual(["trusted-types 'none'"]);
    expect(difference('?embed=1&parent=https://slides.example')).toEqual([
      'frame-ancestors https://slides.example',
    ]);
  });

  it('holds Trusted Types everywhere but in executors, whose threads are started from strings', () => {
    for (const path of [...PAGES, ...WORKERS, 'handoff.html', 'service-worker.js'])
      expect(policyOf(path).has('require-trusted-types-for'), path).toBe(!path.includes('executor'));
  });
});

describe('permissions', () => {
  it('stand on pages alone, each feature once, and only what the app uses is allowed', () => {
    const given = ask('./')['Permissions-Policy'] ?? '';
    const names = given.split(', ').map((one) => one.split('=')[0]);
    expect(new Set(names).size).toBe(names.length);
    expect(given.match(/[\w-]+(?==\(self\))/g)).toEqual([
      'autoplay',
      'camera',
      'clipboard-write',
      'cross-origin-isolated',
      'display-capture',
      'fullscreen',
      'local-network',
      'local-network-access',
      'loopback-network',
      'media-playback-while-not-visible',
      'microphone',
    ]);
    expect(ask('handoff.html')['Permissions-Policy']).not.toContain('(self)');
    for (const path of ['assets/index-x.js', 'models/a/model.json', 'icons/mark.svg', 'app.webmanifest'])
      expect(ask(path), path).not.toHaveProperty('Permissions-Policy');
    for (const path of PAGES) expect(ask(path), path).toHaveProperty('Permissions-Policy');
  });
});

it('isolates everything but the page between ours and Perfetto', () => {
  for (const path of [...PAGES, ...WORKERS]) {
    expect(ask(path)['Cross-Origin-Opener-Policy'], path).toBe('same-origin');
    expect(ask(path)['Cross-Origin-Embedder-Policy'], path).toBe('require-corp');
  }
  expect(ask('handoff.html')).not.toHaveProperty('Cross-Origin-Opener-Policy');
  for (const path of [...PAGES, 'handoff.html', 'assets/x.js']) {
    expect(ask(path)['X-Content-Type-Options']).toBe('nosniff');
    expect(ask(path)['Referrer-Policy']).toBe('no-referrer');
  }
});
