import { beforeAll, expect, it, vi } from 'vitest';
import { VirtualClock } from '../../base/clock';
import { advance } from '../../testing/fake-executor';
import { calibrateCompletion, latenessMs, type QuietDevice } from './calibrate-completion';

beforeAll(() => {
  vi.stubGlobal('GPUBufferUsage', { MAP_READ: 1, COPY_DST: 8 });
  vi.stubGlobal('GPUMapMode', { READ: 1 });
});

/** A GPU with nothing to do, in a browser that tells so at the given instant after it was asked. */
function quiet(clock: VirtualClock, tellsAt: (askedAt: number, way: 'drain' | 'map') => number) {
  const told = (way: 'drain' | 'map') => () =>
    new Promise<undefined>((resolve) => {
      const at = tellsAt(clock.now(), way);
      if (Number.isFinite(at)) clock.schedule(at, () => resolve(undefined));
    });
  const state = { destroyed: false, submits: 0 };
  const device = {
    createBuffer: () => ({ mapAsync: told('map'), unmap: () => {} }),
    createCommandEncoder: () => ({ clearBuffer: () => {}, finish: () => ({}) }),
    destroy: () => {
      state.destroyed = true;
    },
    queue: {
      submit: () => {
        state.submits += 1;
      },
      onSubmittedWorkDone: told('drain'),
    },
  } as unknown as QuietDevice; // what calibration uses of each
  return { device, state };
}

async function calibrated(tellsAt: Parameters<typeof quiet>[1]) {
  const clock = new VirtualClock();
  const { device, state } = quiet(clock, tellsAt);
  const startedAt = clock.now();
  let endedAt = Number.NaN;
  const pending = calibrateCompletion(device, clock).finally(() => {
    endedAt = clock.now();
  });
  await advance(clock, 4000, 0.5);
  return { figures: await pending, tookMs: endedAt - startedAt, ...state };
}

it('a browser that tells at once is asked nine times each way, within a few ms', async () => {
  const { figures, tookMs, submits, destroyed } = await calibrated((at) => at + 0.5);
  expect(figures).toEqual({
    drain: { medianMs: 0.5, minimumMs: 0.5, n: 9 },
    map: { medianMs: 0.5, minimumMs: 0.5, n: 9 },
  });
  expect(submits).toBe(18);
  expect(tookMs).toBeLessThan(20);
  expect(destroyed).toBe(true);
  expect(latenessMs(figures, 0.02)).toBeNull();
});

it('a browser that looks every 100 ms is found by its least time, and asked three times each way at most', async () => {
  const { figures, tookMs } = await calibrated((at) => (Math.floor(at / 100) + 1) * 100);
  expect(figures?.drain).toEqual({ medianMs: 100, minimumMs: 100, n: 3 });
  expect(figures?.map).toEqual({ medianMs: 100, minimumMs: 100, n: 3 });
  expect(tookMs).toBe(600);
  expect(latenessMs(figures, 0.02)).toBe(100);
});

it('one late way is enough', async () => {
  const { figures } = await calibrated((at, way) => at + (way === 'map' ? 20 : 1));
  expect(latenessMs(figures, 0.02)).toBe(20);
});

it('a busy instant is not a late browser: the least time counts', async () => {
  let asked = 0;
  const { figures } = await calibrated((at) => {
    asked += 1;
    return at + (asked % 9 === 4 ? 1 : 40);
  });
  expect(figures?.drain).toEqual({ medianMs: 40, minimumMs: 1, n: 8 });
  expect(latenessMs(figures, 0.02)).toBeNull();
});

it('what a coarse clock cannot tell is not held against the browser', () => {
  const times = { medianMs: 16.7, minimumMs: 16.7, n: 9 };
  expect(latenessMs({ drain: times, map: times }, 16.7)).toBeNull();
  expect(latenessMs({ drain: times, map: times }, 1)).toBe(16.7);
});

it('a browser that never answers is given up after a second, and its device is destroyed', async () => {
  const { figures, tookMs, destroyed } = await calibrated(() => Number.POSITIVE_INFINITY);
  expect(figures).toBeNull();
  expect(tookMs).toBe(1000);
  expect(destroyed).toBe(true);
});
