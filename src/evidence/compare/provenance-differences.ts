/** Where compared documents are not from the same machine, models or set-up: the first thing that is said about them. */
import { type EvidenceDocument, isExperiment, type ProvenanceDifference } from '../../domain/evidence';
import type { ExecutorRun } from '../../domain/run-file';
import type { Scenario } from '../../domain/scenario';
import { browserOf } from '../plots/words';

type Severity = ProvenanceDifference['severity'];
type Field = readonly [field: string, severity: Severity, read: (document: EvidenceDocument) => string];

const NONE = 'none';
const list = (values: readonly string[]): string => (values.length === 0 ? NONE : values.join(', '));
const executorsOf = (document: EvidenceDocument): readonly ExecutorRun[] =>
  isExperiment(document) ? [] : document.executors;

const FIELDS: readonly Field[] = [
  ['browser', 'grave', ({ provenance }) => browserOf(provenance.userAgent)],
  ['cores', 'grave', ({ provenance }) => `${provenance.cores}`],
  ['cross-origin isolated', 'grave', ({ provenance }) => (provenance.crossOriginIsolated ? 'yes' : 'no')],
  [
    'backends',
    'grave',
    (one) => list(executorsOf(one).map(({ id, backend }) => `${id}: ${backend ?? NONE}`)),
  ],
  ['adapter', 'grave', (one) => list([...new Set(executorsOf(one).map(({ adapter }) => adapter ?? NONE))])],
  ['software adapter', 'grave', softwareOf],
  ['modes on WebGPU', 'grave', modesOf],
  ['threads', 'grave', (one) => list(executorsOf(one).map(({ id, threads }) => `${id}: ${threads}`))],
  ['TensorFlow.js', 'grave', ({ provenance }) => provenance.tfjsVersion],
  [
    'hidden while measured',
    'grave',
    ({ provenance }) => (provenance.hiddenMs > 0 ? `${Math.round(provenance.hiddenMs)} ms` : 'no'),
  ],
  // Figures are rates and percentiles: a longer window makes them surer, not other ones.
  [
    'length of a window',
    'slight',
    (one) => `${Math.round((isExperiment(one) ? one.plan.request.durationMs : one.durationMs) / 100) / 10} s`,
  ],
  ['clock resolution', 'slight', ({ provenance }) => `${provenance.clockResolutionMs} ms`],
  ['version', 'slight', ({ provenance }) => provenance.appVersion],
  ['commit', 'slight', ({ provenance }) => provenance.commit],
  ['viewport', 'slight', ({ provenance: { viewport } }) => `${viewport.width} × ${viewport.height}`],
  ['user agent', 'slight', ({ provenance }) => provenance.userAgent],
];

/** How tenants really ran: `auto` may come to something else on another machine. */
function modesOf(document: EvidenceDocument): string {
  if (isExperiment(document)) return NONE;
  const onGpu = document.tenants.filter(({ backend }) => backend === 'webgpu');
  return list(onGpu.map(({ id, gpu }) => `${id}: ${gpu?.mode?.running ?? 'not told'}`));
}

function softwareOf(document: EvidenceDocument): string {
  const software = isExperiment(document)
    ? document.flags.some(({ kind }) => kind === 'software-adapter')
    : document.executors.some(({ softwareAdapter }) => softwareAdapter);
  return software ? 'yes' : 'no';
}

/** Grave ones first. */
export function provenanceDifferences(
  documents: readonly EvidenceDocument[],
): readonly ProvenanceDifference[] {
  const found = [
    ...FIELDS.map(([field, severity, read]) => ({ field, severity, values: documents.map(read) })),
    ...modelFields(documents),
    ...scenarioFields(documents),
  ].filter(({ values }) => new Set(values).size > 1);
  return found.sort((a, b) => rank(a.severity) - rank(b.severity));
}

const rank = (severity: Severity): number => (severity === 'grave' ? 0 : 1);

function modelFields(documents: readonly EvidenceDocument[]): readonly ProvenanceDifference[] {
  const ids = new Set(documents.flatMap(({ provenance }) => Object.keys(provenance.modelHashes)));
  return [...ids].map((id) => ({
    field: `model ${id}`,
    severity: 'grave',
    values: documents.map(({ provenance }) => provenance.modelHashes[id]?.slice(0, 12) ?? NONE),
  }));
}

/** Leaves of the scenario by path; its name says nothing about figures. Of an experiment: of its first cell. */
function scenarioFields(documents: readonly EvidenceDocument[]): readonly ProvenanceDifference[] {
  const leaves = documents.map((document) => {
    const scenario = isExperiment(document) ? document.plan.cells[0]?.scenario : document.scenario;
    return scenario === undefined ? new Map<string, string>() : leavesOf(scenario);
  });
  const paths = new Set(leaves.flatMap((one) => [...one.keys()]));
  return [...paths].map((path) => ({
    field: `scenario: ${path}`,
    severity: path === 'seed' ? 'slight' : 'grave',
    values: leaves.map((one) => one.get(path) ?? NONE),
  }));
}

function leavesOf({ name: _, tenants, executors, ...rest }: Scenario): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) found.set(path, String(value).slice(0, 200));
    else for (const [key, item] of Object.entries(value)) walk(item, path === '' ? key : `${path}.${key}`);
  };
  walk(rest, '');
  for (const { id, ...tenant } of tenants) walk(tenant, `tenant ${id}`);
  for (const { id, ...executor } of executors) walk(executor, `executor ${id}`);
  return found;
}
