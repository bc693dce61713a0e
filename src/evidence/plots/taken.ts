/** What stands under every plot of a document: the machine, the adapter, how it was taken, and what limits it. */
import type { ExperimentFile } from '../../domain/experiment';
import type { RunFile } from '../../domain/run-file';
import { figure, machineOf } from './words';

const SOFTWARE = 'Software adapter: its times say nothing about a GPU.';

/** "Chrome 156, Linux, 2 cores, isolated · 3 rounds of 1.2 s …". */
export function experimentTaken(file: ExperimentFile): string {
  const { rounds, durationMs, warmupMs } = file.plan.request;
  const backends = new Set(
    file.plan.cells.flatMap(({ scenario }) => scenario.executors.map(({ backend }) => backend)),
  );
  const software = file.flags.some(({ kind }) => kind === 'software-adapter');
  const parts = [
    `Taken on ${machineOf(file.provenance)}; ${[...backends].join(', ')}; ${rounds === 1 ? 'one round' : `${rounds} rounds`} of ${figure(durationMs / 1000)} s in random order, each after ${figure(warmupMs / 1000)} s of warm-up, ${file.provenance.takenAt.slice(0, 10)}.`,
    firstSentence(file.method),
    ...(rounds === 1 ? ['One round: what varies from round to round is not in it.'] : []),
    ...(software ? [SOFTWARE] : []),
    ...(file.drift?.flagged === true ? ['The machine changed meanwhile: the control runs differ.'] : []),
    ...(file.status === 'partial' ? [`Partial${file.why === null ? '' : `: ${file.why}`}`] : []),
  ];
  return parts.join(' ');
}

/** The others are in the file and the report; under each plot they would be longer than it says. */
const firstSentence = (text: string): string => /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;

export function runTaken(run: RunFile): string {
  const backends = new Set(
    run.executors.map(({ backend, threads }) => `${backend ?? 'none'}${threads > 1 ? ` ×${threads}` : ''}`),
  );
  const adapters = new Set(run.executors.flatMap(({ adapter }) => (adapter === null ? [] : [adapter])));
  const parts = [
    `Taken on ${machineOf(run.provenance)}; ${[...backends].join(', ')}${adapters.size === 0 ? '' : ` (${[...adapters].join('; ')})`}; a window of ${figure(run.durationMs / 1000)} s, ${run.provenance.takenAt.slice(0, 10)}.`,
    ...(run.executors.some(({ softwareAdapter }) => softwareAdapter) ? [SOFTWARE] : []),
  ];
  return parts.join(' ');
}
