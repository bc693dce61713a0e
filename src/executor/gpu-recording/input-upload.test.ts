import { beforeAll, describe, expect, it, vi } from 'vitest';
import { InputUpload } from './input-upload';

const LARGE = 32_768;
const settled = () => new Promise<void>((resolve) => queueMicrotask(resolve));

beforeAll(() => {
  vi.stubGlobal('GPUBufferUsage', { MAP_WRITE: 2, COPY_SRC: 4 });
  vi.stubGlobal('GPUMapMode', { WRITE: 2 });
});

/** A queue that computes nothing before it is told to, and tells what its target holds then. */
function subject(size: number) {
  const target = { size, holds: 0 };
  let lasting: (() => void)[] = [];
  let made = 0;
  let staged = new Uint8Array(size);
  const staging = {
    size,
    isMapped: true,
    getMappedRange: () => {
      if (!staging.isMapped) throw new Error('it is not mapped');
      return staged.buffer;
    },
    unmap: () => {
      staging.isMapped = false;
    },
    mapAsync: () =>
      new Promise<void>((resolve) => {
        const map = () => {
          staging.isMapped = true;
          staged = new Uint8Array(size);
          resolve();
        };
        lasting.push(map);
      }),
    destroy: vi.fn(),
  };
  const queueWrites: number[] = [];
  const device = {
    createBuffer: () => {
      made += 1;
      return staging;
    },
    queue: {
      writeBuffer: (_: unknown, at: number, data: ArrayBuffer, from: number, bytes: number) => {
        expect([at, bytes]).toEqual([0, size]);
        queueWrites.push(new Uint8Array(data)[from] ?? 0);
        target.holds = new Uint8Array(data)[from] ?? 0;
      },
    },
  };
  const upload = new InputUpload(device as unknown as GPUDevice, target as unknown as GPUBuffer); // what is used of them
  /** Encodes and submits a run; what the target holds when its first command runs. */
  const run = (): number => {
    const copies: (() => void)[] = [];
    upload.encode({
      copyBufferToBuffer: () => {
        copies.push(() => {
          expect(staging.isMapped).toBe(false);
          target.holds = staged[0] ?? 0;
        });
      },
    } as unknown as GPUCommandEncoder); // nothing else of it is used
    for (const copy of copies) copy();
    upload.submitted();
    return target.holds;
  };
  const computed = async () => {
    for (const map of lasting) map();
    lasting = [];
    await settled();
  };
  return { upload, run, computed, queueWrites, staging, made: () => made };
}

/** Not from the start of its memory. */
const data = (size: number, value: number) => new Uint8Array(size + 8).fill(value, 8).subarray(8);

describe("a recording's input", () => {
  it('goes through one mapped buffer, run after run', async () => {
    const { upload, run, computed, queueWrites, made } = subject(LARGE);
    for (const value of [7, 8, 9]) {
      upload.write(data(LARGE, value));
      expect(run()).toBe(value);
      await computed();
    }
    expect(queueWrites).toEqual([]);
    expect(made()).toBe(1);
    expect(upload.bytes).toBe(LARGE);
  });

  it('is written by the queue while the mapping is not back', () => {
    const { upload, run, queueWrites } = subject(LARGE);
    upload.write(data(LARGE, 7));
    run();
    upload.write(data(LARGE, 8));
    expect(run()).toBe(8);
    expect(queueWrites).toEqual([8]);
  });

  it('is what was written last, when nothing ran in between', () => {
    const { upload, run } = subject(LARGE);
    upload.write(data(LARGE, 7));
    upload.write(data(LARGE, 8));
    expect(run()).toBe(8);
  });

  it('is copied once: later segments and a forgotten input copy nothing', async () => {
    const { upload, run, computed } = subject(LARGE);
    upload.write(data(LARGE, 7));
    expect([run(), run()]).toEqual([7, 7]);
    await computed();
    upload.write(data(LARGE, 8));
    upload.forget();
    expect(run()).toBe(7);
  });

  it('of few bytes is written by the queue, and takes no buffer', () => {
    const { upload, run, queueWrites, made } = subject(1024);
    upload.write(data(1024, 7));
    expect(run()).toBe(7);
    expect(queueWrites).toEqual([7]);
    expect([made(), upload.bytes]).toEqual([0, 0]);
  });

  it('leaves nothing on the device', () => {
    const { upload, staging } = subject(LARGE);
    upload.write(data(LARGE, 7));
    upload.dispose();
    expect(staging.destroy).toHaveBeenCalledOnce();
    expect(upload.bytes).toBe(0);
  });
});
