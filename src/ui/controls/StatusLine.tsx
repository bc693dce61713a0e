/** One sentence under the bar that says what goes on, and what to do next. */
import type { ReactNode } from 'react';
import type { ExperimentProgress } from '../../domain/experiment';
import type { ModelLibrary } from '../../domain/model';
import type { Snapshot } from '../../domain/snapshot';
import { OfflineLine } from '../offline/OfflineLine';
import { Hint } from '../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../store';
import { statusWords, tenantName } from '../tenant-words';

const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** More names than these would not fit on the line; the cards tell of each. */
const NAMED = 3;

function startingWords({ tenants }: Snapshot, catalog: ModelLibrary | null): string {
  const loading = tenants.filter(
    (tenant) => tenant.status.kind === 'loading' || tenant.status.kind === 'waiting',
  );
  const each = loading.map((one) => `${tenantName(catalog, one.config)} ${statusWords(one.status) ?? ''}`);
  if (each.length === 0) return 'Starting.';
  const more = each.length > NAMED ? ` and ${count(each.length - NAMED, 'more model')}` : '';
  return `Starting: ${each.slice(0, NAMED).join(', ')}${more}.`;
}

function runningWords({ tenants, executors, machine }: Snapshot): string {
  const cores = machine === null ? '' : `, on ${count(machine.cores, 'core')}`;
  if (tenants.length === 1) return `1 model runs with the machine to itself${cores}.`;
  if (executors.length === 1) return `${tenants.length} models take turns on one executor${cores}.`;
  return `${tenants.length} models on ${count(executors.length, 'executor')} run at once and race for the machine${cores}.`;
}

function words(snapshot: Snapshot, catalog: ModelLibrary | null): string {
  const { measuring, run } = snapshot;
  if (measuring !== null) {
    const tenant = snapshot.tenants.find((one) => one.config.id === measuring.tenantId)?.config;
    const name = tenant === undefined ? measuring.tenantId : tenantName(catalog, tenant);
    const left = Math.max(0, Math.ceil(measuring.remainingMs / 1000));
    return `Measuring ${name} alone, ${measuring.index + 1} of ${measuring.count}: ${left} s left. The others wait.`;
  }
  if (run.kind === 'starting') return startingWords(snapshot, catalog);
  if (run.kind === 'running') return runningWords(snapshot);
  if (run.kind === 'paused') return 'Paused while the tab is hidden: browsers slow hidden tabs down.';
  if (snapshot.tenants.length === 0) return 'No tenants. Add a model, or choose a scenario.';
  const models = count(snapshot.tenants.length, 'model');
  return `Run starts ${models} in web workers of this page. Nothing leaves your machine.`;
}

function experimentWords({ runsDone, runsPlanned, now, remainingMs }: ExperimentProgress): string {
  const run = `run ${Math.min(runsDone + 1, runsPlanned)} of ${runsPlanned}`;
  return `Experiment, ${run}: ${now}. ${Math.ceil(remainingMs / 1000)} s left. The scenario changes by itself and is put back.`;
}

export function StatusLine(): ReactNode {
  const { commands } = usePlaygroundHandle();
  const text = usePlayground(({ snapshot, catalog, fatal, experiment }) => {
    if (fatal !== null) return '';
    if (experiment !== null) return experimentWords(experiment);
    return snapshot === null || catalog === null
      ? 'Looking at your machine and reading the catalog.'
      : words(snapshot, catalog);
  });
  const otherTabRuns = usePlayground((state) => state.otherTabRuns);
  const measuring = usePlayground((state) => (state.snapshot?.measuring ?? null) !== null);
  return (
    <section className="status-line" aria-label="What goes on">
      <p>{text}</p>
      {otherTabRuns && (
        <p className="warn">
          <Hint term="other-tab">
            Another tab of the playground runs models: it takes part of this machine, and the figures here
            show that.
          </Hint>
        </p>
      )}
      <OfflineLine />
      {measuring && (
        <button type="button" onClick={() => void commands.cancelMeasure()}>
          Cancel
        </button>
      )}
    </section>
  );
}
