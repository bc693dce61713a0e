/**
 * Simulates the set-up as it stands, and again when something changed that the result rests on. Each use has a worker of
 * its own, which ends with it. What was simulated before stays on the screen until the newer result is there.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { reportOf } from '../../domain/errors';
import type { PolicyId } from '../../domain/policy-ids';
import type { Prediction, SimulationInput, SweepResult } from '../../domain/simulation';
import { usePlayground, usePlaygroundHandle } from '../store';
import { choicesOf, sharedGroups } from './choices';
import { SIMULATED_WARMUP_MS } from './simulate-run';
import { Simulator } from './simulator-client';

/** As long as the live window. */
const OPTIONS = { durationMs: 10_000, warmupMs: SIMULATED_WARMUP_MS } as const;
/** Several changes in a row are one. */
const SETTLE_MS = 300;

interface Simulated {
  readonly input: SimulationInput;
  readonly prediction: Prediction;
  /** Every combination; empty unless it was asked for. */
  readonly sweep: readonly SweepResult[];
}

export interface Simulation {
  readonly simulated: Simulated | null;
  readonly busy: boolean;
  /** Why there is nothing newer. */
  readonly failure: string | null;
  readonly again: () => void;
}

/** @param isPreemptive null: no sweep. */
export function useSimulation(isPreemptive: ((id: PolicyId) => boolean) | null): Simulation {
  const { engine, store, startSimulator } = usePlaygroundHandle();
  const simulator = useMemo(() => new Simulator(startSimulator), [startSimulator]);
  useEffect(() => () => simulator.dispose(), [simulator]);
  const [state, setState] = useState<Omit<Simulation, 'again'>>({
    simulated: null,
    busy: true,
    failure: null,
  });
  const [asked, setAsked] = useState(0);
  const newest = useRef(0);
  const rests = useWhatItRestsOn();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `rests` and `asked` say when, not what
  useEffect(() => {
    newest.current += 1;
    const mine = newest.current;
    const tell = (change: Partial<Simulation>) =>
      mine === newest.current && setState((before) => ({ ...before, ...change }));
    const simulate = async () => {
      const input = await engine.call('simulationInput', null);
      const prediction = await simulator.call('simulate', { input, options: OPTIONS });
      if (isPreemptive === null) return { input, prediction, sweep: [] };
      const shared = sharedGroups(store.getState().snapshot?.executors ?? []);
      const choices = choicesOf(input.scenario, shared, isPreemptive);
      const sweep = await simulator.call('sweep', { input, options: OPTIONS, choices });
      return { input, prediction, sweep };
    };
    tell({ busy: true });
    const timer = setTimeout(() => {
      simulate().then(
        (simulated) => tell({ simulated, busy: false, failure: null }),
        (thrown) => tell({ busy: false, failure: reportOf(thrown, 'simulation-failed').message }),
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      newest.current += 1;
    };
  }, [engine, simulator, store, isPreemptive, rests, asked]);
  return { ...state, again: () => setAsked((count) => count + 1) };
}

/** Keeps its identity while scenario, baselines, cuts and what is loaded stay the same. */
function useWhatItRestsOn(): readonly unknown[] {
  return usePlayground(
    useShallow(({ snapshot }): readonly unknown[] => [
      snapshot?.scenario,
      snapshot?.measuring === null,
      snapshot?.run.kind,
      ...(snapshot?.executors ?? []).map(({ backend }) => backend),
      ...(snapshot?.tenants ?? []).flatMap(({ alone, plan, status }) => [
        alone,
        plan,
        status.kind === 'running',
      ]),
    ]),
  );
}
