import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { NotRecordable } from './not-recordable';
import { PrivateBuffers } from './private-buffers';

const USAGE = { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 };
const STORAGE = USAGE.STORAGE | USAGE.COPY_SRC | USAGE.COPY_DST;
const UNIFORM = USAGE.UNIFORM | USAGE.COPY_DST;

beforeAll(() => vi.stubGlobal('GPUBufferUsage', USAGE));

function subject(flaws = {}) {
  const living = new Set<GPUBuffer>();
  const returned: GPUBuffer[] = [];
  const createBuffer = ({ size, usage }: GPUBufferDescriptor): GPUBuffer => {
    const buffer = { size, usage, destroy: () => living.delete(buffer) } as unknown as GPUBuffer; // what is used of one
    living.add(buffer);
    return buffer;
  };
  const shared = {
    numBytesUsed: 0,
    numBytesAllocated: 0,
    acquireBuffer: () => createBuffer({ size: 4, usage: STORAGE }),
    releaseBuffer: (buffer: GPUBuffer) => void returned.push(buffer),
  };
  const device = { createBuffer } as unknown as GPUDevice; // nothing else of it is used
  return { buffers: new PrivateBuffers(device, shared, flaws), shared, living, returned };
}

describe("a recording's buffers", () => {
  it('use an intermediate again once it is released', () => {
    const { buffers } = subject();
    const one = buffers.acquireBuffer(64, STORAGE);
    buffers.releaseBuffer(one);
    expect(buffers.acquireBuffer(64, STORAGE)).toBe(one);
    expect(buffers.bytesOf('intermediate')).toBe(64);
    expect(buffers.unaliasedBytes).toBe(128);
  });

  it('never use a uniform or a constant again', () => {
    const { buffers } = subject();
    for (const acquire of [
      () => buffers.acquireBuffer(64, UNIFORM),
      () => buffers.acquireBuffer(64, STORAGE, true),
    ]) {
      const one = acquire();
      buffers.releaseBuffer(one);
      expect(acquire()).not.toBe(one);
      expect(buffers.acquireBuffer(64, STORAGE)).not.toBe(one);
    }
  });

  it('refuse to be read in mid-run', () => {
    const { buffers } = subject();
    expect(() => buffers.acquireBuffer(64, USAGE.MAP_READ | USAGE.COPY_DST)).toThrow(NotRecordable);
  });

  it('give what belongs to the shared pool back only when the recording goes', () => {
    const { buffers, shared, returned, living } = subject();
    const foreign = shared.acquireBuffer();
    const own = buffers.acquireBuffer(64, STORAGE);
    buffers.releaseBuffer(foreign);
    expect(returned).toEqual([]);
    buffers.dispose();
    expect(returned).toEqual([foreign]);
    expect(living.has(own)).toBe(false);
    expect(living.has(foreign)).toBe(true);
  });

  it('never hand out a buffer that is held, in any order of acquiring and releasing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ release: fc.boolean(), size: fc.constantFrom(16, 32), pick: fc.nat() })),
        (steps) => {
          const { buffers } = subject();
          const held: GPUBuffer[] = [];
          for (const { release, size, pick } of steps) {
            if (release && held.length > 0) {
              for (const buffer of held.splice(pick % held.length, 1)) buffers.releaseBuffer(buffer);
            } else {
              const buffer = buffers.acquireBuffer(size, STORAGE);
              expect(held).not.toContain(buffer);
              expect(buffer.size).toBe(size);
              held.push(buffer);
            }
          }
          expect(buffers.held).toEqual(new Set(held));
        },
      ),
      { seed: 1 },
    );
  });
});
