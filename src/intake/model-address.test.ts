import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { fileName, readAddress, shardAddress } from './model-address';

const PAGE = 'http://192.168.1.7:4173';

describe('an address', () => {
  it.each([
    ['https://a.example/m/model.json', 'https://a.example/m/model.json'],
    [' https://a.example/m/other.json#part ', 'https://a.example/m/other.json'],
    ['https://a.example/m', 'https://a.example/m/model.json'],
    ['https://a.example/m/', 'https://a.example/m/model.json'],
    ['https://a.example', 'https://a.example/model.json'],
    ['https://a.example/m/v1.2?tfjs-format=file', 'https://a.example/m/v1.2/model.json?tfjs-format=file'],
    ['http://localhost:8080/m', 'http://localhost:8080/m/model.json'],
    ['http://127.0.0.1/m', 'http://127.0.0.1/m/model.json'],
    [`${PAGE}/models/m/model.json`, `${PAGE}/models/m/model.json`],
  ])('%s names the description %s', (given, url) => {
    expect(readAddress(given, PAGE)).toEqual({ kind: 'description', url: new URL(url) });
  });

  it('of a zip archive is one', () => {
    expect(readAddress('https://a.example/M.ZIP?v=2', PAGE).kind).toBe('archive');
  });

  it.each([
    ['model.json', 'not a complete address'],
    ['', 'not a complete address'],
    ['http://a.example/model.json', 'not encrypted'],
    ['http://localhost.evil.example/model.json', 'not encrypted'],
    ['javascript:alert(1)', 'no web address'],
    ['data:application/json,{}', 'no web address'],
    ['file:///etc/passwd', 'no web address'],
    ['blob:https://a.example/1', 'no web address'],
    ['https://me:secret@a.example/model.json', 'carries a name or a password'],
    [`https://a.example/${'x'.repeat(2000)}`, 'more than 2000 characters'],
  ])('%s is refused', (given, why) => {
    const reading = () => readAddress(given, PAGE);
    expect(reading).toThrow(EngineError);
    expect(reading).toThrow(why);
    expect(reading).not.toThrow('secret');
  });

  it('is read or refused with a code, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })),
        (given) => {
          try {
            expect(['https:', 'http:']).toContain(readAddress(given, PAGE).url.protocol);
          } catch (thrown) {
            expect(thrown).toMatchObject({ name: 'EngineError', code: 'url-invalid' });
          }
        },
      ),
      { seed: 4, numRuns: 2000 },
    );
  });
});

describe('a shard', () => {
  const at = new URL('https://a.example/m/model.json?tfjs-format=file');

  it('lies beside the description and keeps its query', () => {
    expect(shardAddress(at, 'group1-shard1of2').href).toBe(
      'https://a.example/m/group1-shard1of2?tfjs-format=file',
    );
  });

  it('keeps no query that has a slash, as TensorFlow.js does not', () => {
    expect(shardAddress(new URL('https://a.example/m/model.json?path=a/b'), 'w').href).toBe(
      'https://a.example/m/w',
    );
  });

  it('never leaves the folder, whatever the manifest names', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2E.',
      '/',
      '\\',
      '//',
      ':',
      '@',
      '?',
      '#',
      'a',
      'https:',
      '\t',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (path) => {
          try {
            const { origin, pathname } = shardAddress(at, path);
            expect(origin).toBe('https://a.example');
            expect(pathname.startsWith('/m/')).toBe(true);
          } catch (thrown) {
            expect(thrown).toMatchObject({ name: 'EngineError', code: 'url-invalid' });
          }
        },
      ),
      { seed: 4, numRuns: 5000 },
    );
  });
});

it('a file has its own name, decoded, without folders that hide in it', () => {
  expect(fileName(new URL('https://a.example/x/face%20mesh.json?a=b'))).toBe('face mesh.json');
  expect(fileName(new URL('https://a.example/x%2F..%2Fmodel.json'))).toBe('model.json');
  expect(fileName(new URL('https://a.example/%E0%A4%A.json'))).toBe('%E0%A4%A.json');
});
