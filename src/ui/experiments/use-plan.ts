/** The engine's plan for a draft: asked for anew when the draft or the scenario changes. It changes neither. */
import { useEffect, useState } from 'react';
import { reportOf } from '../../domain/errors';
import { type ExperimentPlan, experimentRequestSchema } from '../../domain/experiment';
import { usePlayground, usePlaygroundHandle } from '../store';
import type { ExperimentDraft } from './experiment-desk';
import { type Problem, schemaProblem } from './plan-words';

export interface Planned {
  /** Null until there is one, and while the draft has a problem. */
  readonly plan: ExperimentPlan | null;
  readonly problem: Problem | null;
}

export function usePlan(draft: ExperimentDraft): Planned {
  const { engine } = usePlaygroundHandle();
  const scenario = usePlayground((state) => state.snapshot?.scenario);
  const [planned, setPlanned] = useState<Planned>({ plan: null, problem: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the engine plans for the scenario in force, so another one asks anew
  useEffect(() => {
    const parsed = experimentRequestSchema.safeParse(draft);
    if (!parsed.success) {
      setPlanned({ plan: null, problem: schemaProblem(parsed.error) });
      return;
    }
    let wanted = true;
    const settle = (next: Planned) => {
      if (wanted) setPlanned(next);
    };
    engine.call('planExperiment', parsed.data).then(
      (plan) => settle({ plan, problem: null }),
      (thrown) => {
        const { message } = reportOf(thrown, 'experiment-invalid');
        settle({ plan: null, problem: { path: null, words: message } });
      },
    );
    return () => {
      wanted = false;
    };
  }, [engine, draft, scenario]);
  return planned;
}
