/** The fields of a scenario that a sweep can vary: their paths as in messages, what they are now, and values to begin with. */
import { BACKENDS } from '../../domain/backend';
import { GPU_MODES } from '../../domain/gpu';
import { GATE_IDS, POLICY_IDS } from '../../domain/policy-ids';
import { OVERLOADS, type Scenario } from '../../domain/scenario';

export interface ScenarioField {
  readonly path: string;
  /** As JSON. */
  readonly now: string;
}

/** Names and texts: no figure follows from them. */
const NOT_SWEPT = /^(schemaVersion|name|userPolicy|models)|\.(id|executorId|tenantId|kind)$/;

/** Every field that stands in the scenario, in order, and what may stand there of WebGPU. */
export function scenarioFields(scenario: Scenario): readonly ScenarioField[] {
  return leaves('', withGpuFields(scenario)).filter(({ path }) => !NOT_SWEPT.test(path));
}

/** Optional fields with what they are when absent, where an executor is on WebGPU or may be. */
function withGpuFields(scenario: Scenario): Scenario {
  const mayBeGpu = ({ backend }: Scenario['executors'][number]) => backend === 'webgpu' || backend === 'auto';
  const homes = new Set(scenario.executors.filter(mayBeGpu).map(({ id }) => id));
  return {
    ...scenario,
    executors: scenario.executors.map((one) =>
      homes.has(one.id) ? { ...one, submitsInFlight: one.submitsInFlight ?? 1 } : one,
    ),
    tenants: scenario.tenants.map((one) =>
      homes.has(one.executorId) ? { ...one, mode: one.mode ?? 'auto' } : one,
    ),
  };
}

function leaves(path: string, value: unknown): readonly ScenarioField[] {
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one === 'number')) return [{ path, now: JSON.stringify(value) }];
    return value.flatMap((one, index) => leaves(`${path}[${index}]`, one));
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => leaves(path === '' ? key : `${path}.${key}`, one));
  return value === undefined ? [] : [{ path, now: JSON.stringify(value) }];
}

const CHOICES: readonly (readonly [RegExp, readonly (string | number | boolean)[]])[] = [
  [/\.backend$/, BACKENDS],
  [/\.policy$/, POLICY_IDS.filter((id) => id !== 'user')],
  [/\.grain$/, ['inference', 'segment']],
  [/\.overload$/, OVERLOADS],
  [/^gates\./, GATE_IDS],
  [/^tenants\[\d+\]\.mode$/, GPU_MODES],
  [/\.submitsInFlight$/, [1, 2, 4]],
  [/\.threads$/, [1, 2]],
  [/\.paused$/, [false, true]],
  [/\.input$/, ['scene', 'random']],
];

/** Values to begin with, as they are typed; empty for a field that is not known. */
export function valuesFor(path: string, fields: readonly ScenarioField[]): string {
  const choices = CHOICES.find(([pattern]) => pattern.test(path))?.[1];
  if (choices !== undefined) return choices.join(', ');
  const now = Number(fields.find((one) => one.path === path)?.now ?? Number.NaN);
  return Number.isFinite(now) && now > 0 ? [now, now * 2, now * 4].join(', ') : '';
}

/** JSON values as they come out of a schema for them. */
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What was typed: JSON values with commas between them; what is no JSON counts as a text. */
export function parseValues(text: string): Json[] {
  if (text.trim() === '') return [];
  const whole = parsed(`[${text}]`);
  if (Array.isArray(whole)) return whole;
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => parsed(part) ?? part);
}

/** Undefined when it is no JSON. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Values as they are typed. */
export const valuesText = (values: readonly unknown[]): string =>
  values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ');
