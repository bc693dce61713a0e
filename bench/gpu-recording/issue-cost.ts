/**
 * What the CPU needs to issue one inference: from the upload of its input to the last submit, waits apart. Eager, recorded and
 * recorded in segments by turns, submits stubbed; the same network, the same recording, the product's own paths.
 */
import type { CatalogModel } from '../../src/domain/model';
import type { RecordedModel } from '../../src/executor/runtime';
import { infer, load, recorded, type Stage, sampleOf } from './bench-models';
import { cutEvenly } from './even-segments';
import { byTurns, issueParted, issueWhole, type Way } from './issue-ways';
import { median } from './median';
import { memoryOf, type OwnMemory } from './memory';
import { StubbedQueue } from './stubbed-queue';

export interface IssueCost {
  readonly modelId: string;
  readonly dispatches: number;
  /** Medians, ms; null when it was not recorded. */
  readonly eagerIssueMs: number;
  readonly recordedIssueMs: number | null;
  readonly segmentedIssueMs: number | null;
  /** Eager before anything was captured: the capture leaves nothing in TensorFlow.js's way when it is the same. */
  readonly eagerBeforeMs: number;
  /** Replayed on two fresh inputs it gave the bits of two eager runs. */
  readonly bitEqual: boolean;
  /** Why it is not recorded, or what is to be known of it; null when there is nothing. */
  readonly note: string | null;
  readonly samples: number;
  readonly segments: number;
  readonly memory: OwnMemory | null;
}

export interface IssueOptions {
  /** Of each way. */
  readonly samples: number;
  readonly segments: number;
}

/** Compiled code and caches are as they are in a run. */
const WARM_UP = 25;

/** Computes four inferences for real; all others are stubbed. */
export async function issueCost(
  stage: Stage,
  model: CatalogModel,
  baseUrl: string,
  { samples, segments }: IssueOptions,
): Promise<IssueCost> {
  const stub = new StubbedQueue(stage.gpu.device);
  const network = await load(stage, model, baseUrl);
  const inputs = [await sampleOf(model, 4), await sampleOf(model, 5)];
  const eager: Way = { issue: (sample) => issueWhole(stub, network, sample), ms: [] };
  await infer(network, await sampleOf(model, 1));
  const eagerBeforeMs = await stubbed(stub, async () => {
    await byTurns(stub, [eager], inputs, WARM_UP);
    await byTurns(stub, [eager], inputs, samples);
    return median(eager.ms.splice(0).slice(WARM_UP));
  });
  const { model: recording, ...told } = await recorded(network, model);
  try {
    const ways = [eager, ...(recording === null ? [] : waysOf(stub, recording, segments))];
    await stubbed(stub, async () => {
      await byTurns(stub, ways, inputs, WARM_UP);
      for (const { ms } of ways) ms.length = 0;
      await byTurns(stub, ways, inputs, samples);
    });
    const [eagerIssueMs, recordedIssueMs, segmentedIssueMs] = ways.map(({ ms }) => median(ms));
    return {
      modelId: model.id,
      dispatches: recording?.facts.dispatches ?? 0,
      eagerIssueMs: eagerIssueMs ?? Number.NaN,
      recordedIssueMs: recordedIssueMs ?? null,
      segmentedIssueMs: segmentedIssueMs ?? null,
      eagerBeforeMs,
      bitEqual: recording !== null,
      note: ('reason' in told ? told.reason : told.note) ?? null,
      samples,
      segments,
      memory:
        recording === null
          ? null
          : await stubbed(stub, () => memoryOf(stage, network, recording, inputs[0] ?? [])),
    };
  } finally {
    recording?.dispose();
    network.dispose();
  }
}

async function stubbed<T>(stub: StubbedQueue, work: () => Promise<T>): Promise<T> {
  stub.on();
  try {
    return await work();
  } finally {
    stub.off();
  }
}

function waysOf(stub: StubbedQueue, recording: RecordedModel, segments: number): readonly Way[] {
  const cut = cutEvenly(recording, segments);
  return [
    { issue: (sample) => issueWhole(stub, recording, sample), ms: [] },
    { issue: (sample) => issueParted(stub, recording, () => cut.begin(), sample), ms: [] },
  ];
}
