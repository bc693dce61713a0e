/** One executor of the product on random tensors: requests a second whole and in segments, by turns, and what it tells of them. */
import type { Backend } from '../../src/domain/backend';
import type { CatalogModel } from '../../src/domain/model';
import type { SegmentPlan, SegmentTarget, ServiceProfile } from '../../src/domain/plan';
import { createDoorbell, ringing } from '../../src/protocol/doorbell';
import type { ExecutorContract, ExecutorEvents } from '../../src/protocol/executor-contract';
import { connect } from '../../src/protocol/rpc';
import { inferOf } from '../../src/testing/builders';

export interface SegmentSpeed {
  readonly plan: SegmentPlan;
  /** Its parts alone, measured afterwards. */
  readonly profile: ServiceProfile;
  /** Requests a second of each round, in order. */
  readonly whole: readonly number[];
  readonly segmented: readonly number[];
  /** Of each segmented request, µs for each segment: between segments, and of that the choice. */
  readonly gapUs: readonly number[];
  readonly choiceUs: readonly number[];
  /** Until the plan stood, ms. */
  readonly plannedMs: number;
}

interface Options {
  readonly backend: Backend;
  readonly segmentMs: SegmentTarget;
  readonly rounds: number;
  readonly roundMs: number;
}

export async function segmentSpeed(
  model: CatalogModel,
  { backend, segmentMs, rounds, roundMs }: Options,
): Promise<SegmentSpeed> {
  const worker = new Worker(new URL('../../src/executor.worker.ts', import.meta.url), { type: 'module' });
  const { port1 } = new MessageChannel();
  let tell = (_: SegmentPlan) => {};
  const doorbell = createDoorbell();
  const { call } = connect<ExecutorContract, ExecutorEvents>(ringing(worker, doorbell), {
    loadProgress: () => {},
    planned: ({ plan }) => tell(plan),
    verified: () => {},
    mode: () => {},
    policyFailed: () => {},
    deviceLost: () => {},
  });
  const terms = { tenantId: 'a', priority: 1, weight: 1, estimatedMs: 10, periodMs: null };
  const schedule = async (grain: 'inference' | 'segment'): Promise<SegmentPlan | null> => {
    const planned = new Promise<SegmentPlan>((resolve) => {
      tell = resolve;
    });
    await call('schedule', { policy: { id: 'edf', tenants: [terms], userPolicy: null }, grain, segmentMs });
    return grain === 'segment' ? planned : null;
  };
  const [gapUs, choiceUs]: [number[], number[]] = [[], []];
  let requestId = 0;
  const rate = async (): Promise<number> => {
    const startedAt = performance.now();
    let count = 0;
    while (performance.now() - startedAt < roundMs) {
      const { preemptedMs, segmentsAt, choicesMs } = await call('infer', inferOf('a', requestId++));
      count += 1;
      const segments = (segmentsAt?.length ?? 0) / 2;
      if (segments < 2) continue;
      gapUs.push((1000 * preemptedMs) / (segments - 1));
      choiceUs.push((1000 * choicesMs.reduce((sum, ms) => sum + ms, 0)) / choicesMs.length);
    }
    return (1000 * count) / (performance.now() - startedAt);
  };
  try {
    await call('start', { executorId: 'x', backend, threads: 1, framePort: port1, doorbell }, [port1]);
    const baseUrl = new URL(`/models/${model.id}/`, location.href).href;
    const bytes = { kind: 'folder', baseUrl } as const;
    await call('load', { tenantId: 'a', model, bytes, input: 'random', seed: 1, refuseNetwork: false });
    await rate();
    const startedAt = performance.now();
    const plan = await schedule('segment');
    const plannedMs = performance.now() - startedAt;
    if (plan === null) throw new Error('no plan was told');
    const [whole, segmented]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      await schedule('inference');
      whole.push(await rate());
      await schedule('segment');
      segmented.push(await rate());
    }
    const profile = await call('profile', { tenantId: 'a', runs: rounds });
    return { plan, profile, whole, segmented, gapUs, choiceUs, plannedMs };
  } finally {
    worker.terminate();
  }
}
