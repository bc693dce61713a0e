import { describe, expect, it } from 'vitest';
import { uploadInSteps } from './weight-upload';

const MILLION = 1_000_000;

function stage(sizes: readonly number[], dtype = 'float32') {
  const uploaded: number[] = [];
  const weights = sizes.map((size) => ({ dataId: { size }, size, dtype }));
  const entries = new Map<object, { values: unknown; resource?: unknown }>(
    weights.map(({ dataId }) => [dataId, { values: [] }]),
  );
  const host = {
    tensorMap: entries,
    uploadToGPU: (dataId: object) => void uploaded.push((dataId as { size: number }).size), // made above
  };
  const steps = () => [...uploadInSteps(host, weights)].length;
  return { weights, entries, uploaded, steps };
}

describe('weights on their way to the device', () => {
  it('go in steps of 4 MB at most, larger ones alone', () => {
    const { uploaded, steps } = stage([MILLION / 2, MILLION / 2, 1, 3 * MILLION, MILLION / 4]);
    expect(steps()).toBe(3);
    expect(uploaded).toEqual([MILLION / 2, MILLION / 2, 3 * MILLION, MILLION / 4]);
  });

  it('stay where they are when they are small or whole numbers: they may be shapes', () => {
    expect(stage([100, 900]).steps()).toBe(0);
    expect(stage([MILLION], 'int32').steps()).toBe(0);
  });

  it('are left alone when they are there already', () => {
    const { weights, entries, steps, uploaded } = stage([MILLION, MILLION]);
    for (const { dataId } of weights) entries.set(dataId, { values: null, resource: {} });
    expect(steps()).toBe(0);
    expect(uploaded).toEqual([]);
  });
});
