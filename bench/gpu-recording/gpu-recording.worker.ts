/** One device and what is measured on it, call by call. Without the app's messages: its backend, networks and recordings alone. */
import type { CatalogModel } from '../../src/domain/model';
import { infer, load, openStage, recorded, type Stage, sampleOf, TENSORFLOW_VERSION } from './bench-models';
import { closedLoops, type LoopCount, type LoopOptions, type Tenant } from './closed-loops';
import { cutEvenly } from './even-segments';
import { type IssueCost, type IssueOptions, issueCost } from './issue-cost';
import { type ModelFacts, modelFacts } from './model-facts';

interface OfModel {
  readonly model: CatalogModel;
  readonly baseUrl: string;
}

export type Call =
  | { readonly kind: 'version' }
  | ({ readonly kind: 'facts'; readonly verify: boolean } & OfModel)
  | ({ readonly kind: 'issue'; readonly options: IssueOptions } & OfModel)
  /** One tenant more on this device. */
  | ({ readonly kind: 'add'; readonly segments: number } & OfModel)
  /** The first so many tenants. */
  | { readonly kind: 'loop'; readonly tenants: number; readonly options: LoopOptions };

export type Answer =
  | { readonly told: string | ModelFacts | IssueCost | LoopCount | null }
  | { readonly error: string };

let stage: Promise<Stage> | null = null;
const tenants: Tenant[] = [];

async function add({ model, baseUrl, segments }: Extract<Call, { kind: 'add' }>, on: Stage): Promise<null> {
  const network = await load(on, model, baseUrl);
  const sample = await sampleOf(model, 4);
  await infer(network, sample);
  const outcome = await recorded(network, model);
  if (outcome.model === null) throw new Error(`${model.id}: ${outcome.reason}`);
  const { model: recording } = outcome;
  const cut = cutEvenly(recording, segments);
  tenants.push({ network, recording, sample, begin: () => cut.begin() });
  return null;
}

async function answer(call: Call): Promise<string | ModelFacts | IssueCost | LoopCount | null> {
  if (call.kind === 'version') return TENSORFLOW_VERSION;
  stage ??= openStage();
  const on = await stage;
  if (call.kind === 'facts') return modelFacts(on, call.model, call.baseUrl, call.verify);
  if (call.kind === 'issue') return issueCost(on, call.model, call.baseUrl, call.options);
  if (call.kind === 'add') return add(call, on);
  return closedLoops(on, tenants.slice(0, call.tenants), call.options);
}

self.addEventListener('message', async ({ data }: MessageEvent<Call>) => {
  const told: Answer = await answer(data).then(
    (value) => ({ told: value }),
    (thrown: unknown) => ({ error: thrown instanceof Error ? thrown.message : String(thrown) }),
  );
  self.postMessage(told);
});
