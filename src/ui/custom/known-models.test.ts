import { describe, expect, it } from 'vitest';
import type { CustomModel } from '../../domain/custom-model';
import { freeKey, originOf, sourceWords, takenOf, withTaken } from './known-models';

const model = (id: string, name = id): CustomModel => ({
  ...{ task: 'custom', id, name, format: 'graph', files: [], parameters: 0, source: { kind: 'files' } },
  ...{ signature: { inputs: [], outputs: [] }, inputs: [], view: { kind: 'numbers' }, labels: null },
  ...{ controlFlow: false, notes: [] },
});
const taken = (id: string, name?: string) => ({ model: model(id, name), blobs: [] });

describe('the models of this visit', () => {
  const catalog = { packages: {}, models: [] };
  const one = withTaken({ catalog, taken: [] }, taken('a'));

  it('stand in the list and behind the catalog', () => {
    const two = withTaken(one, taken('b'));
    expect(two.taken.map(({ model: { id } }) => id)).toEqual(['a', 'b']);
    expect(two.catalog?.models.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('are replaced where they stand when they come again', () => {
    const again = withTaken(withTaken(one, taken('b')), taken('a', 'renamed'));
    expect(again.catalog?.models.map(({ name }) => name)).toEqual(['renamed', 'b']);
    expect(takenOf(again.taken, 'a')?.model.name).toBe('renamed');
    expect(takenOf(again.taken, null)).toBeNull();
  });
});

it('where a model came from is told by its origin', () => {
  expect(originOf('https://example.org:8443/a/model.json?x')).toBe('https://example.org:8443');
  for (const other of ['', 'model.json', 'javascript:alert(1)', 'file:///a', 'data:,x'])
    expect(originOf(other)).toBeNull();
  expect(sourceWords({ source: { kind: 'url', url: 'https://example.org/m' } })).toBe('https://example.org');
});

it('a model that is kept does not take another one’s name', () => {
  expect(freeKey('net', [])).toBe('net');
  expect(freeKey('net', ['net', 'net 2'])).toBe('net 3');
});
