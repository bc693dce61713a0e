/**
 * Real networks on one real backend, cut and run in parts by turns in a seeded order; every output is compared bit for bit
 * with that of a run alone. The product's own runtime, without its messages.
 */
import { createPrng } from '../../src/base/prng';
import type { Backend } from '../../src/domain/backend';
import type { CatalogModel, Model } from '../../src/domain/model';
import type { SegmentPlan, SegmentTarget } from '../../src/domain/plan';
import { type Cut, cutModel } from '../../src/executor/cut-model';
import { candidatesAmong } from '../../src/executor/cut-places';
import { type Outputs, sameBits } from '../../src/executor/cut-trial';
import type { CutNetwork, LoadedModel, Runtime, TensorData } from '../../src/executor/runtime';
import { createRandomInput } from '../../src/executor/tenant-input';
import { createTfjsRuntime } from '../../src/executor/tfjs-runtime';
import { type ModelArtifacts, toArtifacts } from '../../src/sources/model-artifacts';
import { fetchVerifiedFiles } from '../../src/sources/verified-files';
import { CUTTABLE } from '../../src/testing/cuttable-networks';

export interface InterleaveCall {
  readonly backend: Backend;
  /** Besides the tiny networks of `cuttable-networks.ts`. */
  readonly models: readonly CatalogModel[];
  readonly baseUrl: string;
  readonly target: SegmentTarget;
  readonly rounds: number;
  readonly seed: number;
}

export interface InterleaveAnswer {
  readonly plans: readonly (SegmentPlan & { readonly name: string })[];
  /** Names of networks whose outputs differed, once for each time. */
  readonly differing: readonly string[];
  /** Outputs that were compared. */
  readonly compared: number;
  /** Times that a run gave way to another one and went on later. */
  readonly preemptions: number;
  /** Names of networks whose whole runs differ from each other: they were compared with the order of sums fixed. */
  readonly unsteady: readonly string[];
  /** Bytes in tensors that runs left behind. */
  readonly leftBytes: number;
  readonly error?: string;
}

interface Hosted {
  readonly model: Model;
  readonly network: LoadedModel;
  readonly plan: SegmentPlan;
  /** At many places, whatever the plan chose; null when it cannot be cut. */
  readonly parts: CutNetwork | null;
  /** Its whole runs on the same numbers agree by themselves. */
  readonly steady: boolean;
}

/** Cuts of each network here; where the plan makes longer segments because of noise or fences, cuts are tested all the same. */
const CUTS = 12;

async function host(
  runtime: Runtime,
  model: Model,
  artifacts: ModelArtifacts,
  target: SegmentTarget,
): Promise<Hosted> {
  const network = await runtime.load(model, artifacts);
  const input = createRandomInput(model, 1);
  for (let warm = 0; warm < 2; warm++) {
    network.upload((await input.next()).data);
    await (await network.execute()).read();
  }
  let told = null as Cut | null; // set by a callback
  const work = cutModel(network, {
    target,
    inputs: () => [createRandomInput(model, 2), createRandomInput(model, 3)],
    now: () => performance.now(),
    onCut: (cut) => {
      told = cut;
    },
  });
  for await (const _ of work);
  const { plan } = told ?? fail(`${model.name}: nothing was told`);
  const dissection = network.dissect();
  if ('whole' in dissection) return { model, network, plan, parts: null, steady: true };
  const parts = dissection.cutAt(candidatesAmong(dissection.graph.nodes.length, CUTS));
  const data = (await input.next()).data;
  const runs = [
    await wholeRun(network, data),
    await wholeRun(network, data),
    await wholeRun(network, data),
  ] as const;
  const steady = sameBits(runs[0], runs[1]) && sameBits(runs[0], runs[2]);
  return { model, network, plan, parts, steady };
}

async function wholeRun(network: LoadedModel, data: readonly TensorData[]): Promise<Outputs> {
  network.upload(data);
  return (await network.execute()).read();
}

/**
 * Runs with sums in one order, where the library adds in any order otherwise: that a few whole runs agreed does not mean that
 * the next one will.
 */
async function inOneOrder<T>({ network }: Hosted, run: () => Promise<T>): Promise<T> {
  network.fixSumOrder?.(true);
  try {
    return await run();
  } finally {
    network.fixSumOrder?.(false);
  }
}

function fail(what: string): never {
  throw new Error(what);
}

async function loadAll(
  { backend, models, baseUrl, target }: InterleaveCall,
  runtime: Runtime,
): Promise<Hosted[]> {
  await runtime.start(backend, 1, () => {});
  const hosted: Hosted[] = [];
  for (const { model, artifacts } of CUTTABLE)
    hosted.push(await host(runtime, model, await artifacts(), 'layer'));
  for (const model of models) {
    const files = await fetchVerifiedFiles(model, new URL(`${model.id}/`, baseUrl).href);
    hosted.push(await host(runtime, model, toArtifacts(model, files), target));
  }
  return hosted;
}

async function interleave(call: InterleaveCall): Promise<InterleaveAnswer> {
  const runtime = createTfjsRuntime();
  const hosted = await loadAll(call, runtime);
  const prng = createPrng(call.seed);
  const differing: string[] = [];
  let [compared, preemptions] = [0, 0];
  const before = runtime.memory().inUseBytes ?? 0;
  for (let round = 0; round < call.rounds; round++) {
    const requests = [];
    for (const one of hosted) {
      const { model, network, parts } = one;
      if (parts === null) continue;
      const { data } = await createRandomInput(model, call.seed + round).next();
      const alone = await inOneOrder(one, () => wholeRun(network, data));
      network.upload(data);
      requests.push({ one, alone, run: parts.begin() });
    }
    let last: unknown = null;
    for (let waiting = requests; waiting.length > 0; waiting = waiting.filter(({ run }) => run.left > 0)) {
      const chosen = waiting[Math.floor(prng.next() * waiting.length)];
      if (chosen !== undefined) await inOneOrder(chosen.one, () => chosen.run.step());
      if (last !== null && last !== chosen && waiting.some((one) => one === last)) preemptions += 1;
      last = chosen;
    }
    for (const { one, alone, run } of requests) {
      const outputs = await run.finish().read();
      compared += outputs.length;
      if (!sameBits(outputs, alone)) differing.push(one.model.name);
    }
  }
  const leftBytes = (runtime.memory().inUseBytes ?? 0) - before;
  const plans = hosted.map(({ model, plan }) => ({ name: model.name, ...plan }));
  const unsteady = hosted.filter(({ steady }) => !steady).map(({ model }) => model.name);
  return { plans, differing, compared, preemptions, unsteady, leftBytes };
}

self.addEventListener('message', async ({ data }: MessageEvent<InterleaveCall>) => {
  const nothing = { plans: [], differing: [], compared: 0, preemptions: 0, unsteady: [], leftBytes: 0 };
  const answer = await interleave(data).catch((thrown: unknown) => ({ ...nothing, error: String(thrown) }));
  self.postMessage(answer);
});
