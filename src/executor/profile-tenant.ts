/**
 * Measures the parts of a tenant's service while it serves nobody: input, compute whole and in segments by turns, read-back
 * and decoding. Background work; what it sees is shown to nobody.
 */
import { EngineError } from '../domain/errors';
import type { ServiceProfile } from '../domain/plan';
import type { BackgroundWork } from './background';
import { timesOf } from './cut-model';
import { CutTrial, medianOf } from './cut-trial';
import { giveInput } from './give-input';
import type { HostedTenant } from './hosted-tenant';
import type { InputMaker, PreparedInput } from './input-maker';
import { decodeOutputs } from './request-service';
import type { LoadedModel } from './runtime';
import { createRandomInput } from './tenant-input';

export interface ProfileOptions {
  readonly runs: number;
  /** The tenant's own input, when it has one that no request needs meanwhile. */
  readonly own: () => InputMaker | null;
  readonly turn: () => Promise<void>;
  /** The first of these two counts. */
  readonly onProfile: (profile: ServiceProfile) => void;
  readonly onFailure: (thrown: unknown) => void;
}

interface Times {
  readonly prepareMs: number[];
  readonly computeMs: number[];
  readonly afterMs: number[];
}

export async function* profileTenant(tenant: HostedTenant, options: ProfileOptions): BackgroundWork {
  const { network } = tenant;
  const { model, seed, now } = tenant.parts;
  const trial = new CutTrial(network, now);
  const times: Times = { prepareMs: [], computeMs: [], afterMs: [] };
  const numbers = createRandomInput(model, seed);
  const { cut } = tenant;
  try {
    for (let run = 0; run < Math.max(1, options.runs); run++) {
      while (network.inMidRun === true) yield 'blocked';
      const data = await serveOnce(tenant, network, numbers, options, times);
      yield;
      if (cut?.network) yield* trial.parts(cut.network, data);
    }
    const computeMs = medianOf(times.computeMs);
    if (cut?.network && tenant.cut === cut)
      tenant.cut = {
        ...cut,
        plan: {
          ...cut.plan,
          ...timesOf({ partsMs: trial.partsMs, wholeMs: computeMs, n: times.computeMs.length }),
        },
      };
    options.onProfile({
      n: times.computeMs.length,
      prepareMs: medianOf(times.prepareMs),
      computeMs,
      samplesMs: times.computeMs,
      afterMs: medianOf(times.afterMs),
      plan: tenant.cut?.plan ?? null,
    });
  } catch (thrown) {
    options.onFailure(thrown);
  } finally {
    options.onFailure(new EngineError('cancelled', `${model.name} left while it was measured.`)); // unless it has been told
  }
}

/** As a request would be served, whole. @returns what it was served on. */
async function serveOnce(
  tenant: HostedTenant,
  network: LoadedModel,
  numbers: InputMaker,
  { own, turn }: ProfileOptions,
  times: Times,
): Promise<PreparedInput['data']> {
  const { model, now } = tenant.parts;
  const startedAt = now();
  const prepared = (await atHand(own(), turn)) ?? (await numbers.next());
  const bitmap = prepared.taken?.bitmap?.hold();
  try {
    giveInput(network, prepared);
    const preparedAt = now();
    network.oneAtATime?.(true);
    const executed = network.execute();
    network.oneAtATime?.(false);
    const pending = await executed;
    const computedAt = now();
    decodeOutputs(await pending.read(), prepared.taken, model);
    times.prepareMs.push(preparedAt - startedAt);
    times.computeMs.push(computedAt - preparedAt);
    times.afterMs.push(now() - computedAt);
    return prepared.data;
  } finally {
    bitmap?.letGo();
  }
}

/** What an input has without waiting for it. */
async function atHand(input: InputMaker | null, turn: () => Promise<void>): Promise<PreparedInput | null> {
  if (input === null) return null;
  const next = input.next().catch(() => null);
  return Promise.race([next, turn().then(() => null)]);
}
