/**
 * Tenants in closed loops on one device: each issues its next request when the one before has been read. One of them has the
 * thread at a time, in order of asking, as on an executor without priorities.
 */
import type { LoadedModel, PartedRun, RecordedModel } from '../../src/executor/runtime';
import type { Sample, Stage } from './bench-models';

type LoopMode = 'eager' | 'recorded' | 'interleaved';

export interface Tenant {
  readonly network: LoadedModel;
  readonly recording: RecordedModel;
  readonly begin: () => PartedRun;
  readonly sample: Sample;
}

export interface LoopOptions {
  readonly mode: LoopMode;
  /** Submits under way at once; above 1 outputs are read while others run. */
  readonly submitsInFlight: number;
  /** No request begins later, ms from the start. */
  readonly forMs: number;
  /** Requests of a tenant, at most. */
  readonly most: number;
}

export interface LoopCount {
  readonly completions: readonly number[];
  /** Until the last request that began in time had ended. */
  readonly elapsedMs: number;
}

export async function closedLoops(
  { gpu }: Stage,
  tenants: readonly Tenant[],
  { mode, submitsInFlight, forMs, most }: LoopOptions,
): Promise<LoopCount> {
  gpu.submits.depth = submitsInFlight;
  const overlaps = submitsInFlight > 1;
  const turns = new Turns();
  const startedAt = performance.now();
  const completions = await Promise.all(
    tenants.map(async (tenant) => {
      let count = 0;
      while (count < most && performance.now() - startedAt < forMs) {
        if (mode === 'interleaved') await parted(tenant, turns, overlaps);
        else
          await whole(mode === 'eager' ? tenant.network : tenant.recording, tenant.sample, turns, overlaps);
        count += 1;
      }
      return count;
    }),
  );
  return { completions, elapsedMs: performance.now() - startedAt };
}

async function whole(network: LoadedModel, sample: Sample, turns: Turns, overlaps: boolean): Promise<void> {
  let reading: Promise<unknown> = Promise.resolve();
  await turns.take(async () => {
    network.upload(sample);
    const pending = await network.execute();
    reading = pending.read();
    if (!overlaps) await reading;
  });
  await reading;
}

/** Gives way after each segment. */
async function parted({ recording, sample, begin }: Tenant, turns: Turns, overlaps: boolean): Promise<void> {
  let run: PartedRun | null = null;
  let reading: Promise<unknown> = Promise.resolve();
  for (let left = 1; left > 0; ) {
    await turns.take(async () => {
      if (run === null) {
        recording.upload(sample);
        run = begin();
      }
      await run.step();
      left = run.left;
      if (left > 0) return;
      reading = run.finish().read();
      if (!overlaps) await reading;
    });
  }
  await reading;
}

/** One at a time, in order of asking. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  take(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {}); // told to whom it belongs
    return turn;
  }
}
