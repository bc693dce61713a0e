import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { imageModel } from '../testing/decoding';
import { pictureShader } from './gpu-input/picture-shader';
import { PictureUpload, pictureTermsOf } from './picture-upload';

const eyes = imageModel('Eyes', { shape: [2, 3, 4, 3], range: [-1, 1] }).input;

/** A device that writes down what it is asked. */
function fakeDevice({ refuses = false } = {}) {
  const asked = { copies: [] as unknown[], writes: [] as ArrayLike<number>[], pipelines: 0, destroyed: 0 };
  const made = (change: object) => ({
    ...change,
    destroy: () => (asked.destroyed += 1),
    createView: () => ({}),
  });
  const device = {
    queue: {
      copyExternalImageToTexture: (source: { source: unknown }, target: object) =>
        asked.copies.push([source.source, target]),
      writeBuffer: (_buffer: unknown, _at: number, data: ArrayLike<number>) => asked.writes.push(data),
    },
    createBuffer: (change: object) => made(change),
    createTexture: ({ size }: { size: object }) => made(size),
    createShaderModule: () => ({}),
    createBindGroup: () => ({}),
    createComputePipelineAsync: async () => {
      asked.pipelines += 1;
      if (refuses) throw new Error('refused');
      return { getBindGroupLayout: () => ({}) };
    },
  };
  return { device: device as unknown as GPUDevice, asked }; // of a device no more is used
}

const bitmapOf = (width: number, height: number) => ({ width, height }) as ImageBitmap; // of one no more is read
const target = {} as GPUBuffer; // only bound

beforeEach(() => {
  vi.stubGlobal('GPUBufferUsage', { UNIFORM: 1, STORAGE: 2, COPY_DST: 4 });
  vi.stubGlobal('GPUTextureUsage', { TEXTURE_BINDING: 1, COPY_DST: 2, RENDER_ATTACHMENT: 4 });
});
afterEach(() => vi.unstubAllGlobals());

function open(options: { refuses?: boolean } = {}) {
  const { device, asked } = fakeDevice(options);
  const conversions: unknown[] = [];
  const upload = new PictureUpload(device, eyes, target, (convert) => conversions.push(convert));
  return { device, asked, conversions, upload };
}

describe('a picture for a recording', () => {
  it('is refused until its pipeline is compiled, and for good when the device refuses that', async () => {
    const bitmap = bitmapOf(4, 6);
    const { upload } = open();
    expect(upload.upload({ bitmap, mirrored: [] })).toBe(false);
    await upload.ready;
    expect(upload.upload({ bitmap, mirrored: [] })).toBe(true);
    const refused = open({ refuses: true });
    await refused.upload.ready;
    expect(refused.upload.upload({ bitmap, mirrored: [] })).toBe(false);
  });

  it('is refused when it is of another size than the input: a batch stands one above the other', async () => {
    const { upload, asked } = open();
    await upload.ready;
    expect(upload.upload({ bitmap: bitmapOf(4, 3), mirrored: [] })).toBe(false);
    expect(asked.copies).toEqual([]);
  });

  it('is converted once, and anew when something else was written meanwhile', async () => {
    const { upload, asked, conversions } = open();
    await upload.ready;
    const [one, two] = [bitmapOf(4, 6), bitmapOf(4, 6)];
    for (const bitmap of [one, one, two, one]) upload.upload({ bitmap, mirrored: [] });
    expect(asked.copies.map((copy) => (copy as unknown[])[0])).toEqual([one, two, one]);
    upload.forget();
    upload.upload({ bitmap: one, mirrored: [] });
    expect(conversions).toHaveLength(4);
  });

  it('comes premultiplied, which is as laid over black, and its mirrored items from right to left', async () => {
    const { upload, asked } = open();
    await upload.ready;
    upload.upload({ bitmap: bitmapOf(4, 6), mirrored: [1] });
    expect(asked.copies[0]).toMatchObject([{}, { premultipliedAlpha: true }]);
    expect([...(asked.writes.at(-1) as Float32Array)]).toEqual([0, 0, 4, 3, 4, 3, -4, 3]); // the last write is the regions
  });

  it('shares its pipeline with others of its kind on the device, and no texture', async () => {
    const { device, asked, upload } = open();
    const other = new PictureUpload(device, { ...eyes, shape: [1, 9, 9, 3] }, target, () => {});
    const luma = new PictureUpload(device, { ...eyes, shape: [1, 9, 9, 1] }, target, () => {});
    await Promise.all([upload.ready, other.ready, luma.ready]);
    expect(asked.pipelines).toBe(2);
  });

  it('is refused for good once the browser did not copy one', async () => {
    const { upload, device } = open();
    await upload.ready;
    const given = { bitmap: bitmapOf(4, 6), mirrored: [] };
    const copy = vi.spyOn(device.queue, 'copyExternalImageToTexture').mockImplementation(() => {
      throw new Error('not here');
    });
    expect(upload.upload(given)).toBe(false);
    copy.mockRestore();
    expect(upload.upload(given)).toBe(false);
    expect(upload.ownBytes).toBe(0);
  });

  it('leaves nothing on the device, also when it goes before its pipeline is compiled', async () => {
    const { upload, asked } = open();
    await upload.ready;
    upload.upload({ bitmap: bitmapOf(4, 6), mirrored: [] });
    expect(upload.ownBytes).toBeGreaterThan(4 * 4 * 6);
    upload.dispose();
    expect(asked.destroyed).toBe(4);
    const early = open();
    early.upload.dispose();
    await early.upload.ready;
    expect(early.asked.destroyed).toBe(3);
    expect(early.upload.upload({ bitmap: bitmapOf(4, 6), mirrored: [] })).toBe(false);
  });
});

describe('what a picture becomes', () => {
  it('is in the levels that the CPU takes', () => {
    const { levels, batch, width, height } = pictureTermsOf(eyes);
    expect([batch, width, height]).toEqual([2, 4, 3]);
    expect([levels[0], levels[255]]).toEqual([-1, 1]);
  });

  it('is written in the input’s type, one number or three for each pixel', () => {
    expect(pictureShader({ channels: 3, dtype: 'int32' })).toContain('samples: array<i32>');
    expect(pictureShader({ channels: 1, dtype: 'int32' })).toContain('i32(round(dot(');
    expect(pictureShader({ channels: 1, dtype: 'float32' })).not.toContain('samples[to + 2]');
  });
});
