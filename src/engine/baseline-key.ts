/**
 * What solo baselines and profiles depend on, as a text: a change of any part makes them unknown. Policy, grain and gates are
 * no part of it: alone there is nobody to choose between, and what cutting costs is a figure of its own. How a tenant runs on
 * WebGPU is: eager, recorded and segmented are different set-ups.
 */
import type { Backend, Machine } from '../domain/backend';
import type { RunningMode } from '../domain/gpu';
import { isCustom, type Model } from '../domain/model';
import type { TenantConfig } from '../domain/scenario';
import type { StartReport } from '../protocol/executor-contract';
import { canonical } from './sameness';

export interface BaselineBasis {
  readonly model: Model;
  readonly backend: Backend;
  readonly report: StartReport;
  /** On WebGPU; null on other backends. */
  readonly mode: RunningMode | null;
  readonly machine: Pick<Machine, 'userAgent' | 'cores' | 'crossOriginIsolated'>;
  readonly config: Pick<TenantConfig, 'workload' | 'input'>;
}

export interface BaselineKeys {
  readonly baseline: string;
  /** Of the parts of an inference: whoever asks for it, and how often, does not matter. */
  readonly profile: string;
}

export function baselineKeys(basis: BaselineBasis): BaselineKeys {
  const { model, backend, report, mode, machine, config } = basis;
  const { adapter, software, threads, tfjsVersion } = report;
  const { userAgent, cores, crossOriginIsolated } = machine;
  const place = {
    model: fingerprint(model),
    executor: software ? 'software worker' : 'worker',
    ...{ backend, adapter, threads },
    ...{ userAgent, cores, tfjsVersion, isolated: crossOriginIsolated },
    input: config.input,
    ...(mode === null ? {} : { mode }),
  };
  return { baseline: canonical({ ...place, workload: config.workload }), profile: canonical(place) };
}

/** What decides how much work an inference is: the files, and for a custom model what it is fed and how that is read. */
const fingerprint = (model: Model): unknown => {
  const files = model.files.map((file) => file.sha256);
  return isCustom(model) ? [files, model.inputs, model.view] : files;
};
