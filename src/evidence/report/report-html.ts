/**
 * A run or an experiment as one page that needs nothing else: no script, nothing fetched, its own policy that allows neither.
 * Plots are drawn into it; every figure stands in a table as well. It can be printed.
 */

import { type EvidenceDocument, isExperiment, type Plot } from '../../domain/evidence';
import type { Provenance } from '../../domain/run-file';
import type { RowTable } from '../../protocol/packed-row';
import { drawDocument } from '../plots/draw-document';
import { escaped } from '../plots/svg-text';
import { ABSENT, figure, machineOf, percent } from '../plots/words';
import { fieldWords } from './field-words';

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const STYLE = `
  :root { color-scheme: light; font-family: system-ui, sans-serif; font-size: 14px; line-height: 1.45; color: #141a21; background: #fff; font-variant-numeric: tabular-nums }
  body { max-width: 760px; margin: 24px auto; padding: 0 16px }
  h1 { font-size: 22px; margin: 0 0 4px } h2 { font-size: 16px; margin: 28px 0 8px }
  p { margin: 4px 0 } .dim { color: #515d69 }
  figure { margin: 8px 0 20px; break-inside: avoid } figure svg { width: 100%; height: auto; border: 1px solid #d5dce3; border-radius: 8px }
  figcaption { color: #515d69; font-size: 12px; margin-top: 4px }
  .wide { overflow-x: auto } table { border-collapse: collapse; font-size: 12px; width: 100% }
  th, td { text-align: left; padding: 3px 10px 3px 0; border-bottom: 1px solid #d5dce3; vertical-align: top }
  ul { padding-left: 20px } .warn { border-left: 3px solid #855b00; padding-left: 10px }
  @media print { body { margin: 0; max-width: none } h2 { break-after: avoid } tr { break-inside: avoid } }
`;

type Table = Plot['table'];

export function reportHtml(document: EvidenceDocument, recording: RowTable | null): Blob {
  const plots = drawDocument({ document, theme: 'light', recording });
  const title = isExperiment(document) ? document.title : `Run of ${document.scenario.name}`;
  const { provenance } = document;
  const parts = [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${escaped(title)}</h1>`,
    `<p class="dim">Multi-DNN Playground · ${escaped(provenance.takenAt)} · ${escaped(machineOf(provenance))}</p>`,
    limitsOf(document),
    verdictsOf(document),
    ...plots.map(figureOf),
    isExperiment(document) ? experimentTables(document) : runTables(document),
    section('Where it is from', tableHtml(provenanceTable(document))),
    '</main></body></html>\n',
  ];
  return new Blob([parts.join('\n')], { type: 'text/html' });
}

const section = (title: string, inner: string): string =>
  `<section><h2>${escaped(title)}</h2>${inner}</section>`;

function figureOf({ title, caption, svg, table }: Plot): string {
  const inner = `<figure>${svg}<figcaption>${escaped(caption)}</figcaption></figure>${tableHtml(table)}`;
  return section(title, inner);
}

function tableHtml({ head, rows }: Table): string {
  const cells = (row: readonly string[], tag: 'th' | 'td') =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${cells(head, 'th')}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table></div>`;
}

/** Warnings, flags and whatever else limits the figures, before any of them. */
function limitsOf(document: EvidenceDocument): string {
  const flags = isExperiment(document) ? document.flags.map(({ words }) => words) : [];
  const partial =
    isExperiment(document) && document.status === 'partial'
      ? [`This experiment is partial. ${document.why ?? ''}`]
      : [];
  const limits = [...partial, ...document.provenance.warnings, ...flags];
  if (limits.length === 0) return '';
  return `<div class="warn"><h2>What limits these figures</h2><ul>${limits.map((words) => `<li>${escaped(words)}</li>`).join('')}</ul></div>`;
}

/** What ways to share a GPU come to, in the words of the page. */
function verdictsOf(document: EvidenceDocument): string {
  const verdicts = isExperiment(document) ? (document.gpuSharing?.verdicts ?? []) : [];
  return verdicts.map(({ words }) => `<p>${escaped(words)}</p>`).join('');
}

function runTables({ tenants, totals, executors }: Extract<EvidenceDocument, { tenants: unknown }>): string {
  const head = [
    'tenant',
    'model',
    'executor',
    'per second',
    'mean, ms',
    'p50',
    'p95',
    'p99',
    'slowdown',
    'deadlines met',
    'n',
  ];
  const rows = tenants.map(
    ({ id, modelId, executorId, throughputPerSecond, latencyMs, slowdown, deadlineHitFraction }) => [
      ...[id, modelId, executorId, figure(throughputPerSecond)],
      ...[latencyMs.mean, latencyMs.p50, latencyMs.p95, latencyMs.p99, slowdown].map(figure),
      percent(deadlineHitFraction),
      `${latencyMs.n}`,
    ],
  );
  const sums = Object.entries(totals).map(([name, value]) => [fieldWords(name), figure(value)]);
  const places = executors.map((one) => [
    ...[one.id, one.backend ?? ABSENT, `${one.threads}`, one.adapter ?? ABSENT],
    ...[one.softwareAdapter ? 'yes' : 'no', percent(one.utilisationFraction)],
  ]);
  return [
    section('Tenants', tableHtml({ head, rows })),
    section('All together', tableHtml({ head: ['figure', 'value'], rows: sums })),
    section(
      'Executors',
      tableHtml({ head: ['executor', 'backend', 'threads', 'adapter', 'software', 'busy'], rows: places }),
    ),
  ].join('\n');
}

function experimentTables({
  plan,
  measurements,
  method,
}: Extract<EvidenceDocument, { plan: unknown }>): string {
  const rows = plan.cells.map(({ id, label, tenantIds }) => [
    label,
    tenantIds.join(', '),
    `${measurements.filter(({ cellId }) => cellId === id).length}`,
  ]);
  const notes = plan.notes.map((note) => `<li>${escaped(note)}</li>`).join('');
  return section(
    'How it was taken',
    `<p>${escaped(method)}</p>${notes === '' ? '' : `<ul>${notes}</ul>`}${tableHtml({ head: ['set-up', 'tenants', 'runs'], rows })}`,
  );
}

function provenanceTable({ provenance }: EvidenceDocument): Table {
  const { viewport, modelHashes, warnings: _, webgpuCompletion, ...fields } = provenance;
  const rows = Object.entries(fields).map(([name, value]) => [
    fieldWords(name),
    value === null ? ABSENT : String(value),
  ]);
  const size = `${viewport.width} × ${viewport.height} at ${viewport.devicePixelRatio}`;
  const hashes = Object.entries(modelHashes).map(([id, hash]) => [`model ${id}`, hash]);
  const told = webgpuCompletion === undefined ? [] : completionRows(webgpuCompletion);
  return { head: ['field', 'value'], rows: [...rows, ...told, ['viewport', size], ...hashes] };
}

function completionRows({ drain, map }: NonNullable<Provenance['webgpuCompletion']>): string[][] {
  const words = ({ medianMs, minimumMs, n }: typeof drain) =>
    `${medianMs} ms (median), ${minimumMs} ms (least) of ${n}`;
  return [
    ['WebGPU: nothing done, told', words(drain)],
    ['WebGPU: 4 bytes read', words(map)],
  ];
}
