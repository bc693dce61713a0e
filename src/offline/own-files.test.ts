import { expect, it } from 'vitest';
import { ownFiles } from './own-files';

const SCOPE = 'https://someone.example/playground/';
const FILES = ['index.html', 'handoff.html', 'assets/index-abc.js', 'models/catalog.json', 'presets/a.json'];
const own = ownFiles(SCOPE, FILES);
const at = (path: string) => new URL(path, SCOPE);

it('the page is its own with any query, and so is what stands in the folders of its build, there or not', () => {
  for (const path of [
    '',
    '?embed=1&parent=https://slides.example',
    'index.html?modelUrl=https://a.example/model.json',
    'handoff.html',
    'assets/of-another-version.js',
    'models/blazeface/model.json',
    'presets/none.json',
  ])
    expect(own.has(at(path)), path).toBe(true);
});

it('other folders of the origin, other origins and its own script are left alone', () => {
  for (const path of [
    '/',
    '/playground',
    '/other/assets/index-abc.js',
    'another-app/',
    'service-worker.js',
    'https://elsewhere.example/playground/index.html',
    'http://someone.example/playground/index.html',
    'https://someone.example:8443/playground/index.html',
    'blob:https://someone.example/playground/',
  ])
    expect(own.has(at(path)), path).toBe(false);
});

it('an app at the root of an origin does not answer for the folders of others', () => {
  const atRoot = ownFiles('https://someone.example/', FILES);
  expect(atRoot.has(new URL('https://someone.example/?embed=1'))).toBe(true);
  expect(atRoot.has(new URL('https://someone.example/assets/a.js'))).toBe(true);
  expect(atRoot.has(new URL('https://someone.example/another-project/'))).toBe(false);
});

it("tells a model's files from the catalog and the list, and both from scripts", () => {
  expect(own.isModelFile(at('models/blazeface/model.json'))).toBe(true);
  expect(own.isModelFile(at('models/a/deeper/shard1'))).toBe(true);
  expect(own.isModelFile(at('models/catalog.json'))).toBe(false);
  expect(own.isModelFile(at('assets/models/a.js'))).toBe(false);
  expect(own.isModelList(at('models/assembled.json'))).toBe(true);
  expect(own.isModelList(at('models/assembled.json/x'))).toBe(false);
  expect(own.isAsset(at('assets/a.js'))).toBe(true);
  expect(own.isAsset(at('presets/a.json'))).toBe(false);
});
