/**
 * One executor of the product: a tenant serves on, a request every so often or one after the other, while a second model loads
 * on it. When did the first one's requests complete?
 */
import type { Backend } from '../../src/domain/backend';
import type { CatalogModel } from '../../src/domain/model';
import { createDoorbell, ringing } from '../../src/protocol/doorbell';
import type { ExecutorContract, ExecutorEvents, LoadReport } from '../../src/protocol/executor-contract';
import { connect } from '../../src/protocol/rpc';
import { inferOf } from '../../src/testing/builders';

export interface BesideOptions {
  readonly backend: Backend;
  /** From one request to the next, ms; 0: one after the other. */
  readonly everyMs: number;
  /** Before the load begins, ms. */
  readonly aloneMs: number;
}

export interface Beside {
  /** Between completions of the first, ms: alone, and while the second loaded. */
  readonly aloneGapsMs: readonly number[];
  readonly loadingGapsMs: readonly number[];
  /** The longest gap while it loaded, by the phase in which it ended. */
  readonly longestByPhaseMs: Readonly<Record<string, number>>;
  readonly report: LoadReport;
  readonly loadMs: number;
}

export async function loadBeside(
  [first, second]: readonly [CatalogModel, CatalogModel],
  { backend, everyMs, aloneMs }: BesideOptions,
): Promise<Beside> {
  const worker = new Worker(new URL('../../src/executor.worker.ts', import.meta.url), { type: 'module' });
  const { port1 } = new MessageChannel();
  const doorbell = createDoorbell();
  let phase = 'alone';
  const { call } = connect<ExecutorContract, ExecutorEvents>(ringing(worker, doorbell), {
    loadProgress: (event) => {
      phase = event.phase;
    },
    planned: () => {},
    mode: () => {},
    verified: () => {},
    policyFailed: () => {},
    deviceLost: () => {},
  });
  const load = (tenantId: string, model: CatalogModel) => {
    const baseUrl = new URL(`/models/${model.id}/`, location.href).href;
    const bytes = { kind: 'folder', baseUrl } as const;
    return call('load', { tenantId, model, bytes, input: 'random', seed: 1, refuseNetwork: false });
  };
  const completions: { readonly at: number; readonly phase: string }[] = [];
  let isServing = true;
  const serve = async () => {
    for (let id = 0; isServing; id++) {
      const issuedAt = performance.now();
      await call('infer', inferOf('first', id));
      completions.push({ at: performance.now(), phase });
      const restMs = everyMs - (performance.now() - issuedAt);
      if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  };
  try {
    await call('start', { executorId: 'x', backend, threads: 1, framePort: port1, doorbell }, [port1]);
    await load('first', first);
    phase = 'alone';
    const serving = serve();
    await new Promise((resolve) => setTimeout(resolve, aloneMs));
    const from = completions.length;
    const startedAt = performance.now();
    const report = await load('second', second);
    const loadMs = performance.now() - startedAt;
    phase = 'after';
    isServing = false;
    await serving;
    return { ...gapsOf(completions, from), report, loadMs };
  } finally {
    worker.terminate();
  }
}

function gapsOf(completions: readonly { readonly at: number; readonly phase: string }[], from: number) {
  const gaps = completions
    .slice(1)
    .map((one, index) => ({ ...one, ms: one.at - (completions[index] as { at: number }).at })); // the one before it
  const loading = gaps.slice(Math.max(0, from - 1));
  const longestByPhaseMs: Record<string, number> = {};
  for (const { phase, ms } of loading) longestByPhaseMs[phase] = Math.max(longestByPhaseMs[phase] ?? 0, ms);
  return {
    aloneGapsMs: gaps.slice(0, Math.max(0, from - 1)).map(({ ms }) => ms),
    loadingGapsMs: loading.map(({ ms }) => ms),
    longestByPhaseMs,
  };
}
