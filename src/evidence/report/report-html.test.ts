import { expect, it } from 'vitest';
import {
  comparedOf,
  experimentOf,
  gpuSharingOf,
  provenanceOf,
  recordingOf,
  runOf,
} from '../../testing/evidence-documents';
import { fieldWords } from './field-words';
import { reportHtml } from './report-html';

const HOSTILE = '<img src=x onerror="alert(1)">';
const escapedHostile = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;';

const run = runOf(undefined, {
  provenance: provenanceOf({ warnings: ['The tab was hidden for 2 s.'], commit: HOSTILE }),
});
const experiment = experimentOf('policies', {
  title: HOSTILE,
  why: `Cancelled: ${HOSTILE}`,
  status: 'partial',
  method: `By ${HOSTILE}.`,
  compared: comparedOf([HOSTILE, 'Earliest deadline first']),
  flags: [{ kind: 'software-adapter', cellId: null, tenantId: null, words: `Software: ${HOSTILE}` }],
});

const texts = await Promise.all([
  reportHtml(run, recordingOf(400)).text(),
  reportHtml(experiment, null).text(),
]);
const [ofRun = '', ofExperiment = ''] = texts;

it('it runs nothing and fetches nothing', () => {
  for (const html of texts) {
    const tags = [...html.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag);
    for (const tag of tags) {
      expect(tag).not.toMatch(
        /^<(?:script|link|iframe|object|embed|img|image|audio|video|base|form|use|foreignObject)\b/i,
      );
      expect(tag).not.toMatch(/\s(?:on\w+|src|srcset|href|xlink:href|action|data|poster)\s*=/i);
    }
    expect(html).not.toMatch(/@import|url\((?!#)|javascript:/i);
    const elsewhere = [...html.matchAll(/https?:\/\/[^"'\s<]+/g)].map(([address]) => address);
    expect(new Set(elsewhere)).toEqual(
      new Set(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']),
    );
  }
});

it('its own policy allows neither script nor anything from elsewhere', () => {
  for (const html of texts) {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src|https?:|\*/);
  }
});

it('names, reasons and warnings are text, whatever they hold', () => {
  for (const html of texts) {
    expect(html).not.toContain('<img');
    expect(html).toContain(escapedHostile);
  }
  expect(ofExperiment).toContain(`<h1>${escapedHostile}</h1>`);
  expect(ofExperiment).toContain(`<title>${escapedHostile}</title>`);
});

it('a run has its plots, its tables and where it is from', () => {
  expect([...ofRun.matchAll(/<figure><svg/g)]).toHaveLength(4);
  for (const words of ['Latency of each tenant', 'Throughput over time', 'All together', 'Executors'])
    expect(ofRun).toContain(`<h2>${words}</h2>`);
  expect(ofRun).toContain('<td>a</td><td>tiny</td><td>wasm-1</td><td>50.0</td>');
  for (const { field, value } of [
    { field: 'TensorFlow.js', value: '4.22.0' },
    { field: 'cores', value: '2' },
    { field: 'seed', value: '1' },
    { field: 'viewport', value: '1440 × 900 at 1' },
    { field: 'model tiny', value: '0'.repeat(64) },
  ])
    expect(ofRun).toContain(`<td>${field}</td><td>${value}</td>`);
});

it('what limits the figures stands before any of them', () => {
  const before = (html: string, words: string) => {
    expect(html.indexOf(words)).toBeGreaterThan(0);
    expect(html.indexOf(words)).toBeLessThan(html.indexOf('<figure>'));
  };
  before(ofRun, 'The tab was hidden for 2 s.');
  before(ofExperiment, 'This experiment is partial.');
  before(ofExperiment, 'Software: ');
});

it('an experiment has its plot, the whole method, and how often each set-up was run', () => {
  expect([...ofExperiment.matchAll(/<figure><svg/g)]).toHaveLength(1);
  expect(ofExperiment).toContain(`<p>By ${escapedHostile}.</p>`);
  expect(ofExperiment).toContain('<td>First in, first out</td><td>a, b</td><td>3</td>');
});

it('fields are named in words, also those that nobody has named yet', () => {
  expect(fieldWords('minNpRatio')).toBe('least / largest normalised progress');
  expect(fieldWords('someNewField')).toBe('some new field');
  expect(ofRun).not.toContain('minNpRatio');
});

it('ways to share a GPU are judged in words before their figures', async () => {
  const gpuSharing = gpuSharingOf(['eager', HOSTILE]);
  const html = await reportHtml(experimentOf('gpu-sharing', { gpuSharing }), null).text();
  expect(html).toContain(`<p>Best here: ${escapedHostile}.</p>`);
  expect(html.indexOf('Best here')).toBeLessThan(html.indexOf('<figure>'));
});
