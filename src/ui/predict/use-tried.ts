/**
 * What was measured under each combination since the panel was opened, so that a measured row can stand beside each
 * predicted one. A measurement counts once the live window holds nothing from before the last change.
 */
import { useRef } from 'react';
import type { SweepChoice } from '../../domain/simulation';
import type { Snapshot } from '../../domain/snapshot';
import { useSlowSnapshot } from '../charts/use-slow-snapshot';
import { besidesScheduling, choiceKey, presentChoice, sharedGroups } from './choices';
import type { Outcome } from './ranking';

export interface Tried extends Outcome {
  /** Length of the window behind the figures, ms. */
  readonly windowMs: number;
}

interface Memory {
  /** The set-up that the measurements belong to. */
  readonly setUp: string;
  readonly present: string | null;
  /** When the present combination was first seen. */
  readonly since: number;
  readonly tried: ReadonlyMap<string, Tried>;
}

export interface TriedChoices {
  readonly present: SweepChoice | null;
  readonly tried: ReadonlyMap<string, Tried>;
  /** Whether the present combination is still too young to be measured. */
  readonly settling: boolean;
}

/** Shorter windows say little. */
const LEAST_WINDOW_MS = 3000;

const outcomeOf = ({ tenants, totals, windowMs }: Snapshot): Tried => ({
  tenants: tenants.map((tenant) => ({ ...tenant, id: tenant.config.id })),
  totals,
  windowMs,
});

/** The memory after a snapshot. */
export function remembered(before: Memory | null, snapshot: Snapshot): Memory {
  const choice = presentChoice(snapshot.scenario, sharedGroups(snapshot.executors));
  const present = choice === null ? null : choiceKey(choice);
  const setUp = besidesScheduling(snapshot.scenario);
  const kept = before?.setUp === setUp ? before : { setUp, present: null, since: 0, tried: new Map() };
  const runs = snapshot.run.kind === 'running' && snapshot.measuring === null;
  // At the first look nothing says when it was chosen: the window itself must do.
  const unchanged = before === null || present === kept.present;
  const since = runs && unchanged ? kept.since : snapshot.at;
  const { windowMs, at } = snapshot;
  if (present === null || !runs || windowMs < LEAST_WINDOW_MS || at - since < windowMs)
    return { ...kept, present, since };
  const tried = new Map(kept.tried).set(present, outcomeOf(snapshot));
  return { setUp, present, since, tried };
}

const NONE: TriedChoices = { present: null, tried: new Map(), settling: false };

export function useTried(): TriedChoices {
  const memory = useRef<Memory | null>(null);
  const seen = useRef<Snapshot | null>(null);
  const snapshot = useSlowSnapshot();
  if (snapshot === null) return NONE;
  if (seen.current !== snapshot) {
    seen.current = snapshot;
    memory.current = remembered(memory.current, snapshot);
  }
  const { present, tried } = memory.current ?? { present: null, tried: NONE.tried };
  const settling = snapshot.run.kind === 'running' && present !== null && !tried.has(present);
  return { present: presentChoice(snapshot.scenario, sharedGroups(snapshot.executors)), tried, settling };
}
