import { describe, expect, it } from 'vitest';
import { givenFile, heldItems, walked } from './dropped-files';

const file = (name: string) => new File(['x'], name);

/** A folder that shows its entries in batches of a hundred, as browsers do. */
function folder(name: string, entries: readonly object[]): object {
  const left = [...entries];
  return {
    isDirectory: true,
    isFile: false,
    name,
    fullPath: `/${name}`,
    createReader: () => ({ readEntries: (done: (batch: object[]) => void) => done(left.splice(0, 100)) }),
  };
}
let opened = 0;
const fileEntry = (fullPath: string): object => ({
  isDirectory: false,
  isFile: true,
  fullPath,
  file: (done: (one: File) => void) => {
    opened += 1;
    done(file(fullPath.split('/').at(-1) ?? ''));
  },
});
const dropOf = (...items: readonly (object | File)[]) =>
  heldItems({
    items: items.map((item) => ({
      kind: 'file',
      webkitGetAsEntry: () => (item instanceof File ? null : item),
      getAsFile: () => (item instanceof File ? item : null),
    })),
  } as unknown as DataTransfer); // the fields that are read

describe('a drop', () => {
  it('is walked through its folders; each file keeps its path', async () => {
    const inner = folder('net/shards', [fileEntry('/net/shards/group1-shard1of1.bin')]);
    const found = await walked(
      dropOf(folder('net', [fileEntry('/net/model.json'), inner]), file('loose.zip')),
    );
    expect(found.map(({ path }) => path).sort()).toEqual([
      'loose.zip',
      'net/model.json',
      'net/shards/group1-shard1of1.bin',
    ]);
  });

  it('of more files than a model can have is refused without reading them all', async () => {
    opened = 0;
    const entries = Array.from({ length: 5000 }, (_, index) => fileEntry(`/home/${index}`));
    await expect(walked(dropOf(folder('home', entries)))).rejects.toMatchObject({ code: 'model-too-large' });
    expect(opened).toBeLessThanOrEqual(2000);
  });

  it('leaves out what is no file', () => {
    const held = heldItems({ items: [{ kind: 'string' }] } as unknown as DataTransfer); // the field that is read
    expect(held).toEqual([]);
  });
});

it('a picked file keeps the folders that the browser tells', () => {
  const picked = Object.defineProperty(file('model.json'), 'webkitRelativePath', { value: 'net/model.json' });
  expect(givenFile(picked).path).toBe('net/model.json');
  expect(givenFile(Object.defineProperty(file('a.bin'), 'webkitRelativePath', { value: '' })).path).toBe(
    'a.bin',
  );
});
