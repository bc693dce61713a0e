/**
 * The page on which recordings are measured: `globalThis.gpuRecording`. A worker each for facts and issue costs; for throughput
 * one worker with all tenants on its device, or a worker and a device for each.
 */
import '../../src/hosting/guard-scripts';
import { type CatalogModel, catalogSchema } from '../../src/domain/model';
import type { LoopCount, LoopOptions } from './closed-loops';
import type { Answer, Call } from './gpu-recording.worker';
import type { IssueCost, IssueOptions } from './issue-cost';
import { type MachineFacts, machineFacts } from './machine-facts';
import type { ModelFacts } from './model-facts';

const MODELS_URL = new URL('/models/', location.href).href;

async function catalog(): Promise<readonly CatalogModel[]> {
  return catalogSchema.parse(await (await fetch(`${MODELS_URL}catalog.json`)).json()).models;
}

async function modelOf(id: string): Promise<CatalogModel> {
  const model = (await catalog()).find((one) => one.id === id);
  if (model === undefined) throw new Error(`The catalog has no ${id}.`);
  return model;
}

const open = (): Worker =>
  new Worker(new URL('./gpu-recording.worker.ts', import.meta.url), { type: 'module' });

/** @throws what the worker says. */
async function ask<T>(worker: Worker, call: Call): Promise<T> {
  const answer = await new Promise<Answer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(call);
  });
  if ('error' in answer) throw new Error(answer.error);
  return answer.told as T; // each kind of call has its kind of answer
}

async function inWorker<T>(call: Call): Promise<T> {
  const worker = open();
  try {
    return await ask<T>(worker, call);
  } finally {
    worker.terminate();
  }
}

let zoo: Worker | null = null;
let shared: Worker | null = null;
let apart: Worker[] = [];

/** On one device, so that pipelines that several models need are compiled once. */
async function facts(id: string, verify: boolean): Promise<ModelFacts> {
  zoo ??= open();
  return ask(zoo, { kind: 'facts', model: await modelOf(id), baseUrl: MODELS_URL, verify });
}

/** A tenant more on the shared device, and on one of its own where that is wanted: on both or on none. */
async function add(id: string, segments: number, onItsOwnToo: boolean): Promise<void> {
  const call = { kind: 'add', model: await modelOf(id), baseUrl: MODELS_URL, segments } as const;
  shared ??= open();
  const own = onItsOwnToo ? open() : null;
  try {
    if (own !== null) await ask(own, call);
    await ask(shared, call);
  } catch (thrown) {
    own?.terminate();
    throw thrown;
  }
  if (own !== null) apart.push(own);
}

/** Tenants on one device. */
function together(tenants: number, options: LoopOptions): Promise<LoopCount> {
  if (shared === null) throw new Error('invariant broken: tenants are added first');
  return ask(shared, { kind: 'loop', tenants, options });
}

/** A device each, all at once. */
async function separately(tenants: number, options: LoopOptions): Promise<LoopCount> {
  const counts = await Promise.all(
    apart.slice(0, tenants).map((worker) => ask<LoopCount>(worker, { kind: 'loop', tenants: 1, options })),
  );
  return {
    completions: counts.flatMap(({ completions }) => completions),
    elapsedMs: Math.max(...counts.map(({ elapsedMs }) => elapsedMs)),
  };
}

function close(): void {
  for (const worker of [zoo, shared, ...apart]) worker?.terminate();
  [zoo, shared, apart] = [null, null, []];
}

declare global {
  var gpuRecording:
    | {
        machine(): Promise<MachineFacts>;
        ids(): Promise<readonly string[]>;
        facts: typeof facts;
        issue(id: string, options: IssueOptions): Promise<IssueCost>;
        add: typeof add;
        together: typeof together;
        separately: typeof separately;
        close: typeof close;
      }
    | undefined;
}
globalThis.gpuRecording = {
  machine: async () => machineFacts(await inWorker<string>({ kind: 'version' })),
  ids: async () => (await catalog()).map(({ id }) => id),
  facts,
  issue: async (id, options) =>
    inWorker({ kind: 'issue', model: await modelOf(id), baseUrl: MODELS_URL, options }),
  add,
  together,
  separately,
  close,
};
