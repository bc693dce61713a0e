import { expect, it } from 'vitest';
import { gpuMachine } from '../../testing/builders';
import { machineReport } from './machine-report';
import { memoryMeasure } from './measured-memory';

const finding = {
  severity: 'warning',
  fact: 'A fact',
  affects: 'this',
  cause: 'that',
  fix: 'those',
} as const;

it('the report says what the dialog says, in lines that can be pasted anywhere', () => {
  const times = { medianMs: 100.2, minimumMs: 99.8, n: 3 };
  const text = machineReport(
    { ...gpuMachine, clockResolutionMs: 0.005, completion: { drain: times, map: times } },
    [finding],
    '1.2.3 (abc)',
  );
  expect(text).toMatchInlineSnapshot(`
    "Multi-DNN Playground 1.2.3 (abc)
    Browser: test
    Cores: 2
    Cross-origin isolation: on
    Clock resolution: 0.005 ms
    Automatic backend: webgpu
    WebGPU, empty submission told as done: median 100 ms, least 99.8 ms of 3
    WebGPU, 4 bytes read: median 100 ms, least 99.8 ms of 3

    webgpu: available (test)
    webgl: not available (this test has none)
    wasm: available (SIMD)
    cpu: available

    [warning] A fact
      affects: this
      cause: that
      fix: those
    "
  `);
  expect(text).not.toContain('\u202f');
});

it('a clock is told as fine as it is, and one that stood still as that', () => {
  expect(machineReport({ ...gpuMachine, clockResolutionMs: 0.005 }, [], '')).toContain(
    'Clock resolution: 0.005 ms',
  );
  expect(machineReport({ ...gpuMachine, clockResolutionMs: 0 }, [], '')).toContain(
    'Clock resolution: none seen',
  );
});

it('memory of workers is told apart, where the browser tells whose it is', async () => {
  const measure = memoryMeasure({
    measureUserAgentSpecificMemory: async () => ({
      bytes: 100,
      breakdown: [
        { bytes: 30, attribution: [{ scope: 'Window' }] },
        { bytes: 50, attribution: [{ scope: 'DedicatedWorkerGlobalScope' }] },
        { bytes: 20, attribution: [] },
      ],
    }),
  });
  expect(await measure?.()).toEqual({ bytes: 100, workerBytes: 50 });
  const vague = memoryMeasure({
    measureUserAgentSpecificMemory: async () => ({
      bytes: 100,
      breakdown: [{ bytes: 100, attribution: [] }],
    }),
  });
  expect(await vague?.()).toEqual({ bytes: 100, workerBytes: null });
});

it('a browser that cannot measure offers nothing to press', () => {
  expect(memoryMeasure({})).toBeNull();
});
