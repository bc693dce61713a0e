import { expect, it } from 'vitest';
import type { EvidenceDocument, Plot } from '../../domain/evidence';
import type { AdvicePoint, RampStep, ScalingPoint } from '../../domain/experiment';
import {
  comparedOf,
  experimentOf,
  gpuSharingOf,
  matrixOf,
  recordingOf,
  runOf,
} from '../../testing/evidence-documents';
import { drawDocument } from './draw-document';

const HOSTILE = `<img src=x onerror="alert('1')"> & ]]> \u0007 "two" 'one'`;

const point = (copies: number, throughputPerSecond: number): ScalingPoint => ({
  copies,
  throughputPerSecond,
  throughputLow: throughputPerSecond * 0.95,
  throughputHigh: throughputPerSecond * 1.05,
  p50Ms: 30,
  p95Ms: copies > 3 ? null : 40,
  n: 90 + copies,
});
const step = (tenants: number, hit: number): RampStep => ({
  tenants,
  deadlineHitFraction: hit,
  low: hit - 0.05,
  high: Math.min(1, hit + 0.03),
  throughputPerSecond: tenants * 10,
  p95Ms: 40,
  n: 60,
});
const figuresOf = (throughputPerSecond: number, memoryBytes: number | null) => ({
  throughputPerSecond,
  worstDeadlineHitFraction: 0.9,
  memoryBytes,
  p95Ms: 50,
});
const advised = (label: string, measured: boolean, present = false): AdvicePoint => ({
  id: label,
  label,
  scenario: runOf().scenario,
  predicted: figuresOf(30, null),
  measured: measured ? figuresOf(28, 4e7) : null,
  onFront: measured,
  present,
});

const scaling = experimentOf('scaling', {
  points: [point(1, 20), point(2, 38), point(3, 41), point(4, 40)],
  knee: { copies: 2.2, low: 1.9, high: 2.8 },
});
const plain = experimentOf('ramp');
const ramp = {
  ...plain,
  plan: {
    ...plain.plan,
    request: { ...plain.plan.request, kind: 'ramp', hitFraction: 0.9, ratePerSecond: 10 },
  },
  steps: [step(1, 1), step(2, 0.95), step(3, 0.5)],
  holdsUpTo: 2,
} as EvidenceDocument; // the request's other fields are not drawn
const advice = experimentOf('advice', {
  advice: [advised(HOSTILE, true), advised('As it is now', false, true), advised('b', false)],
});
const compared = experimentOf('policies', { title: HOSTILE, compared: comparedOf([HOSTILE, 'edf', 'fifo']) });
const gpuSharing = experimentOf('gpu-sharing', {
  gpuSharing: gpuSharingOf([HOSTILE, 'recorded', 'interleaved', 'a device each']),
});
const DOCUMENTS: readonly EvidenceDocument[] = [
  experimentOf('matrix', { matrix: matrixOf(['a', 'a-name-of-many-words', 'c']), method: HOSTILE }),
  ...[scaling, ramp, compared, advice, gpuSharing, runOf()],
];

const draw = (document: EvidenceDocument, width = 720): readonly Plot[] =>
  (['dark', 'light'] as const).flatMap((theme) =>
    drawDocument({ document, theme, width, recording: recordingOf(600) }),
  );
const plotOf = (document: EvidenceDocument, id: string): Plot => {
  const found = draw(document).find((plot) => plot.id === id);
  if (found === undefined) throw new Error(`no plot ${id}`);
  return found;
};
const textsIn = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text);

/** What is wrong with it as XML; null when it is well-formed. Knows elements, attributes and text: drawings have no more. */
function fault(xml: string): string | null {
  const part = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;
  const open: string[] = [];
  let roots = 0;
  while (part.lastIndex < xml.length) {
    const at = part.lastIndex;
    const match = part.exec(xml);
    if (match === null) return `at ${at}: ${xml.slice(at, at + 80)}`;
    const [whole, closing, name = '', attributes = '', alone, text] = match;
    if (entity.test(whole)) return `a bare ampersand in ${whole}`;
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, attribute]) => attribute);
    if (new Set(names).size < names.length) return `an attribute twice in ${whole}`;
    if (text !== undefined) {
      if (open.length === 0 && text.trim() !== '') return `text outside: ${text}`;
    } else if (closing === '/') {
      if (open.pop() !== name) return `${name} closes what is not open`;
    } else {
      if (open.length === 0) roots += 1;
      if (alone !== '/') open.push(name);
    }
  }
  return roots === 1 && open.length === 0 ? null : `${roots} roots, ${open.join(' ')} left open`;
}

it('what checks drawings finds broken ones', () => {
  expect(fault('<svg><g a="1"/>x &amp; y</svg>')).toBeNull();
  for (const broken of [
    '<svg><g></svg>',
    '<svg a="x" a="y"/>',
    '<svg font="a "b", c"/>',
    '<svg>&</svg>',
    '<svg/><svg/>',
    '<svg>a < b</svg>',
  ]) {
    expect(fault(broken)).not.toBeNull();
  }
});

it('every drawing is well-formed, whatever names and methods it shows, in both themes and every width', () => {
  for (const width of [320, 360, 720, 1600]) {
    const plots = DOCUMENTS.flatMap((document) => draw(document, width));
    expect(new Set(plots.map(({ id }) => id)).size).toBe(10);
    for (const { svg, captionedSvg } of plots) {
      for (const xml of [svg, captionedSvg]) {
        expect(fault(xml)).toBeNull();
        expect(xml).not.toMatch(/<(?:img|script|style|foreignObject|image|use)\b/i);
        expect(xml).not.toContain('\u0007');
        expect(xml).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
  }
});

it('a dot of a set-up is labelled with the figure of its table', () => {
  const { svg, table } = plotOf(compared, 'compared');
  for (const [, throughput = ''] of table.rows) expect(textsIn(svg)).toContain(throughput.split(' ')[0]);
});

it('a way to share a GPU has its figure at its dot, and what it is against eager in the table', () => {
  const { svg, table } = plotOf(gpuSharing, 'gpu-sharing');
  for (const [, throughput = ''] of table.rows) expect(textsIn(svg)).toContain(throughput.split(' ')[0]);
  expect(table.rows.map((row) => row[2])).toEqual([
    '–',
    '1.38× (1.31–1.44)',
    '1.75× (1.66–1.84)',
    '2.13× (2.02–2.23)',
  ]);
  expect(table.rows[1]?.[4]).toContain('b: 0.980×');
});

it('a bar of slowdown is labelled with the figure of its table', () => {
  const { svg, table } = plotOf(runOf(), 'slowdown');
  expect(table.rows).toHaveLength(2);
  for (const [name = '', slowdown] of table.rows) {
    expect(textsIn(svg)).toEqual(expect.arrayContaining([name, `${slowdown}×`]));
  }
});

it('the knee and where deadlines break are named at their lines', () => {
  expect(textsIn(plotOf(scaling, 'scaling').svg)).toContain('knee at 2.20 (1.90–2.80)');
  expect(textsIn(plotOf(ramp, 'ramp').svg)).toEqual(
    expect.arrayContaining(['asked for: 90.0 %', 'breaks after 2']),
  );
});

it('a placement carries the number of its row', () => {
  const { svg, table } = plotOf(advice, 'advice');
  table.rows.forEach(([name = ''], index) => {
    expect(name.startsWith(`${index + 1}. `)).toBe(true);
    expect(textsIn(svg)).toContain(`${index + 1}`);
  });
});

it('parts of a request are in the legend by the names of the table', () => {
  const { svg, table } = plotOf(runOf(), 'waterfall');
  for (const head of table.head.slice(1)) expect(textsIn(svg)).toContain(head.replace(', ms', ''));
});

it('throughput over time has whole steps only: a cut one would look like a fall', () => {
  const { table } = plotOf(runOf(), 'throughput');
  const last = Number(table.rows.at(-1)?.[0]);
  expect(last).toBeGreaterThan(1);
  for (const [, a, b] of table.rows) expect(Number(a) + Number(b)).toBeGreaterThan(100);
});

it('a caption is short enough to be read beside its plot', () => {
  for (const document of DOCUMENTS.slice(1))
    for (const { caption } of draw(document)) expect(caption.length).toBeLessThan(620);
});
