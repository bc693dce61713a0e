/**
 * What the panel of experiments shows: a choice, a plan, a run or an answer. It stands in the store, so that it outlives the
 * panel and can be opened from elsewhere. Small on purpose: it is loaded with the page.
 */
import type { z } from 'zod';
import type { ExperimentFile, ExperimentPlan, experimentRequestSchema } from '../../domain/experiment';
import type { PlaygroundStore } from '../store';

/** A request as people fill it in: what is absent has its default. */
export type ExperimentDraft = z.input<typeof experimentRequestSchema>;

export interface ExperimentDesk {
  readonly view: 'choose' | 'plan' | 'run' | 'answer';
  /** What is planned; of a run what was asked for. */
  readonly draft: ExperimentDraft | null;
  /** What is being measured. */
  readonly plan: ExperimentPlan | null;
  readonly answer: ExperimentFile | null;
  /** Whether the answer stands in the history. */
  readonly kept: boolean;
}

export const EMPTY_DESK: ExperimentDesk = {
  view: 'choose',
  draft: null,
  plan: null,
  answer: null,
  kept: false,
};

/** Changes what is named, keeps the rest. */
export function changeDesk(store: PlaygroundStore, change: Partial<ExperimentDesk>): void {
  const { desk, set } = store.getState();
  set({ desk: { ...desk, ...change } });
}

/** Opens the panel with that plan; while an experiment is under way with how far it is. */
export function openPlan(store: PlaygroundStore, draft: ExperimentDraft): void {
  if (store.getState().experiment === null) changeDesk(store, { view: 'plan', draft });
  store.getState().set({ panel: 'experiments' });
}
