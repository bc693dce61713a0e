/** How long it takes to issue one inference, whole or in parts, on a queue that is stubbed; and several ways of it by turns. */
import type { LoadedModel, PartedRun, RecordedModel } from '../../src/executor/runtime';
import type { Sample } from './bench-models';
import type { StubbedQueue } from './stubbed-queue';

export interface Way {
  readonly issue: (sample: Sample) => Promise<number>;
  readonly ms: number[];
}

/** Which comes first changes from round to round. */
export async function byTurns(
  stub: StubbedQueue,
  ways: readonly Way[],
  inputs: readonly Sample[],
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < ways.length; turn++) {
      const way = ways[(round + turn) % ways.length];
      await stub.drained();
      way?.ms.push(await way.issue(inputs[round % inputs.length] ?? []));
    }
  }
}

export async function issueWhole(stub: StubbedQueue, network: LoadedModel, sample: Sample): Promise<number> {
  const startedAt = performance.now();
  network.upload(sample);
  const pending = await network.execute();
  const issueMs = stub.lastSubmitAt - startedAt; // reading submits too, later
  await pending.read();
  return issueMs;
}

/** The sum over the segments of what each takes to its submit. */
export async function issueParted(
  stub: StubbedQueue,
  recording: RecordedModel,
  begin: () => PartedRun,
  sample: Sample,
): Promise<number> {
  let startedAt = performance.now();
  recording.upload(sample);
  const run = begin();
  let issueMs = 0;
  while (run.left > 0) {
    const computed = run.step();
    issueMs += stub.lastSubmitAt - startedAt;
    await computed;
    startedAt = performance.now();
  }
  await run.finish().read();
  return issueMs;
}
