/** Whether a model can be recorded, what its recording is made of, and what it adds to the memory of the device. */
import type { CatalogModel } from '../../src/domain/model';
import type { LoadedModel, RecordedModel } from '../../src/executor/runtime';
import { infer, load, recorded, type Stage, sampleOf } from './bench-models';
import { memoryOf, type OwnMemory } from './memory';
import { StubbedQueue } from './stubbed-queue';

export interface ModelFacts {
  readonly modelId: string;
  /** Null: it can be recorded. */
  readonly reason: string | null;
  readonly facts: RecordedModel['facts'] | null;
  readonly memory: OwnMemory | null;
  /** `null`: nobody compared. */
  readonly bitEqual: boolean | null;
  /** How long all of it took, ms. */
  readonly tookMs: number;
}

/** @param verify compares bit for bit, which computes; else nothing is computed at all. */
export async function modelFacts(
  stage: Stage,
  model: CatalogModel,
  baseUrl: string,
  verify: boolean,
): Promise<ModelFacts> {
  const startedAt = performance.now();
  const told = (rest: Omit<ModelFacts, 'modelId' | 'tookMs'>): ModelFacts => ({
    modelId: model.id,
    ...rest,
    tookMs: Math.round(performance.now() - startedAt),
  });
  const stub = new StubbedQueue(stage.gpu.device);
  let network: LoadedModel | null = null;
  let recording: RecordedModel | null = null;
  try {
    if (!verify) stub.on();
    network = await load(stage, model, baseUrl);
    const sample = await sampleOf(model, 1);
    await infer(network, sample);
    if (verify) {
      const compared = await recorded(network, model);
      if (compared.model === null)
        return told({ reason: compared.reason, facts: null, memory: null, bitEqual: false });
      recording = compared.model;
    } else {
      recording = (await network.record?.()) ?? null;
    }
    if (recording === null) throw new Error('invariant broken: WebGPU records');
    stub.on();
    const memory = await memoryOf(stage, network, recording, sample);
    return told({ reason: null, facts: { ...recording.facts }, memory, bitEqual: verify ? true : null });
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return told({ reason, facts: null, memory: null, bitEqual: null });
  } finally {
    stub.off();
    recording?.dispose();
    network?.dispose();
    stage.started.giveBackPool?.();
  }
}
