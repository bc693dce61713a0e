/** How an executor chooses, in a few words: for its head, for what a change says, for the table of policies. */
import type { DeviceGroup, GateId, PolicyId } from '../../domain/policy-ids';
import type { ExecutorConfig } from '../../domain/scenario';
import type { ExecutorSnapshot } from '../../domain/snapshot';

/** Abbreviations stay as they are written; the others are words. */
const ABBREVIATED: readonly PolicyId[] = ['fifo', 'edf', 'prema', 'sdrm3'];

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** `round-robin` → "Round robin"; `edf` → "EDF". */
export function policyName(id: PolicyId): string {
  if (id === 'user') return 'Own policy';
  return ABBREVIATED.includes(id) ? id.toUpperCase() : capitalised(id.replaceAll('-', ' '));
}

export const GATE_NAMES: Readonly<Record<GateId, string>> = {
  'free-for-all': 'free for all',
  token: 'token',
  orion: 'Orion-style',
};

export const GROUP_NAMES: Readonly<Record<DeviceGroup, string>> = { gpu: 'GPU', cpu: 'CPU cores' };

type Choice = Pick<ExecutorConfig, 'policy' | 'grain' | 'segmentMs' | 'inFlight'>;

export const grainWords = ({ grain, segmentMs }: Choice): string => {
  if (grain === 'inference') return 'inferences';
  return segmentMs === 'layer' ? 'layers' : `segments ${segmentMs}\u202fms`;
};

/** "EDF · segments 2 ms · in flight auto (2)". */
export function schedulingLine({
  config,
  inFlightBound,
}: Pick<ExecutorSnapshot, 'config' | 'inFlightBound'>): string {
  const bound = config.inFlight === 'auto' ? `auto (${inFlightBound})` : `${config.inFlight}`;
  return `${policyName(config.policy)} · ${grainWords(config)} · in flight ${bound}`;
}

/** What a person changed, and what it was: "executor-1: policy EDF, before FIFO." */
export function changeWords(before: ExecutorConfig, after: ExecutorConfig): string {
  const told = (word: string, now: string, then: string) => `${before.id}: ${word} ${now}, before ${then}.`;
  if (after.backend !== before.backend) return told('backend', after.backend, before.backend);
  if (after.threads !== before.threads) return told('threads', `${after.threads}`, `${before.threads}`);
  if (after.policy !== before.policy)
    return told('policy', policyName(after.policy), policyName(before.policy));
  if (after.grain !== before.grain || after.segmentMs !== before.segmentMs)
    return told('grain', grainWords(after), grainWords(before));
  if (after.inFlight !== before.inFlight) return told('in flight', `${after.inFlight}`, `${before.inFlight}`);
  return deviceWords(before, after);
}

const depth = ({ submitsInFlight = 1 }: ExecutorConfig): string => `${submitsInFlight}`;
const timing = ({ gpuTiming = false }: ExecutorConfig): string => (gpuTiming ? 'on' : 'off');
const budget = ({ memoryBudgetMB }: ExecutorConfig): string =>
  memoryBudgetMB === undefined ? 'none' : `${memoryBudgetMB}\u202fMB`;

/** Of an executor's GPU device each setting: its name and what it is. */
export const DEVICE_SETTINGS = [
  ['submits in flight', depth],
  ['timing of the GPU', timing],
  ['memory budget', budget],
] as const;

function deviceWords(before: ExecutorConfig, after: ExecutorConfig): string {
  const [word, of] = DEVICE_SETTINGS.find(([, one]) => one(before) !== one(after)) ?? DEVICE_SETTINGS[0];
  return `${before.id}: ${word} ${of(after)}, before ${of(before)}.`;
}
