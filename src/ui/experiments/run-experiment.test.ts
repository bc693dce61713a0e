import { describe, expect, it } from 'vitest';
import { EngineError } from '../../domain/errors';
import type { ExperimentFile, ExperimentProgress } from '../../domain/experiment';
import { createPlaygroundStore, type PlaygroundHandle } from '../store';
import { openPlan } from './experiment-desk';
import { experimentFile } from './experiment-fixture';
import { runExperiment } from './run-experiment';

const { plan } = experimentFile();

/** An engine that ends experiments when it is told to, and the page's store. */
function stage() {
  const store = createPlaygroundStore();
  const asked: unknown[] = [];
  const running = { resolve: (_file: ExperimentFile) => {}, reject: (_thrown: Error) => {} };
  const end = new Promise<ExperimentFile>((resolve, reject) => Object.assign(running, { resolve, reject }));
  const call = (name: string, argument: unknown) => {
    asked.push([name, argument]);
    return end;
  };
  const engine = { call } as unknown as PlaygroundHandle['engine']; // nothing else of it is used
  return { store, engine, asked, running };
}

describe('an experiment under way', () => {
  it('is on the desk at once, and its answer when it ends', async () => {
    const { store, engine, running } = stage();
    const answer = runExperiment({ store, engine }, plan);
    expect(store.getState().desk).toMatchObject({ view: 'run', plan });
    expect(store.getState().experiment).toMatchObject({ runsDone: 0, runsPlanned: 1 });
    const file = experimentFile({ status: 'partial' });
    running.resolve(file);
    expect(await answer).toBe(file);
    expect(store.getState().desk).toMatchObject({ view: 'answer', answer: file, kept: false });
    expect(store.getState().experiment).toBeNull();
  });

  it('that is refused gives the plan back', async () => {
    const { store, engine, running } = stage();
    const answer = runExperiment({ store, engine }, plan);
    running.reject(new EngineError('busy', 'The models are loading.'));
    await expect(answer).rejects.toThrow('The models are loading.');
    expect(store.getState().desk).toMatchObject({ view: 'plan', draft: plan.request });
    expect(store.getState().experiment).toBeNull();
  });

  it('lets no second one in, and leaves the first as it is', async () => {
    const { store, engine, asked } = stage();
    void runExperiment({ store, engine }, plan);
    await expect(runExperiment({ store, engine }, plan)).rejects.toMatchObject({ code: 'busy' });
    expect(asked).toHaveLength(1);
    expect(store.getState().desk.view).toBe('run');
    expect(store.getState().experiment).not.toBeNull();
  });

  it('that is resumed begins with what was measured', () => {
    const { store, engine, asked } = stage();
    const runs = [...plan.runs, ...plan.runs];
    const done = { ...plan.runs[0], tenants: [] } as unknown as ExperimentFile['measurements'][number]; // only counted
    const partial = experimentFile({ status: 'partial', measurements: [done] });
    void runExperiment({ store, engine }, { ...plan, runs }, partial);
    const { runsDone, remainingMs, file } = store.getState().experiment as ExperimentProgress; // it is under way
    expect([runsDone, remainingMs, file]).toEqual([1, 1000, partial]);
    expect(asked).toMatchObject([['runExperiment', { resume: partial }]]);
  });
});

describe('a plan that is asked for elsewhere on the page', () => {
  it('opens the panel with it', () => {
    const { store } = stage();
    openPlan(store, { kind: 'matrix' });
    expect(store.getState()).toMatchObject({
      panel: 'experiments',
      desk: { view: 'plan', draft: { kind: 'matrix' } },
    });
  });

  it('does not push aside what is under way', () => {
    const { store, engine } = stage();
    void runExperiment({ store, engine }, plan);
    openPlan(store, { kind: 'matrix' });
    expect(store.getState()).toMatchObject({ panel: 'experiments', desk: { view: 'run' } });
  });
});
