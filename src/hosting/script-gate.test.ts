import { expect, it } from 'vitest';
import { type GatedScope, guardScripts, scriptAddress } from './script-gate';

const FOLDER = 'https://host.example/demo/';
const PAGE = `${FOLDER}?embed=1#z=x`;
const ask = (given: string) => scriptAddress(given, PAGE, FOLDER);

it("lets this app's own scripts through, in full", () => {
  expect(ask('service-worker.js')).toBe(`${FOLDER}service-worker.js`);
  expect(ask('./assets/engine.worker-abc.js')).toBe(`${FOLDER}assets/engine.worker-abc.js`);
  expect(ask(`${FOLDER}assets/engine.worker-abc.js`)).toBe(`${FOLDER}assets/engine.worker-abc.js`);
});

it('refuses other origins, other folders of this one, and what is no address of a file', () => {
  for (const given of [
    'https://evil.example/demo/x.js',
    '//evil.example/demo/x.js',
    'http://host.example/demo/x.js',
    'https://host.example:8443/demo/x.js',
    'https://host.example/other/x.js',
    'https://host.example/demolition/x.js',
    '../x.js',
    'assets/../../x.js',
    'assets/%2e%2e/%2E%2E/x.js',
    'assets/..%2f..%2fx.js',
    'assets\\..\\..\\x.js',
    'assets/..%5c..%5Cx.js',
    `blob:${FOLDER}7c9e6679`,
    'data:text/javascript,1',
    'javascript:1',
    'https://',
  ])
    expect(ask(given), given).toBeNull();
});

it('makes the one default policy, which answers for addresses only, and none where there are no Trusted Types', () => {
  const made: { name: string; rules: Record<string, (given: string) => string | null> }[] = [];
  const scope: GatedScope = {
    trustedTypes: { createPolicy: (name, rules) => made.push({ name, rules }) },
    location: { href: PAGE },
  };
  guardScripts(scope, FOLDER);
  expect(made.map(({ name, rules }) => [name, Object.keys(rules)])).toEqual([
    ['default', ['createScriptURL']],
  ]);
  expect(made[0]?.rules.createScriptURL?.('x.js')).toBe(`${FOLDER}x.js`);
  expect(() => guardScripts({ location: { href: PAGE } }, FOLDER)).not.toThrow();
});
