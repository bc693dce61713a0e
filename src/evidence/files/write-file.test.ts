import { expect, it } from 'vitest';
import { experimentOf, recordingOf, runOf } from '../../testing/evidence-documents';
import { writeFile } from './write-file';

const FORMATS = ['json', 'requests', 'summary', 'trace', 'report'] as const;
const run = { document: runOf(), recording: recordingOf(50) };
const bare = { document: runOf(), recording: null };
const experiment = { document: experimentOf('matrix'), recording: null };

it('each format of a run is a file of its own name and kind', async () => {
  const files = await Promise.all(FORMATS.map((format) => writeFile(run, format)));
  expect(files.map(({ fileName }) => fileName)).toMatchInlineSnapshot(`
    [
      "test-2026-01-15T10-30-10-000Z.run.json",
      "test-2026-01-15T10-30-10-000Z.run.requests.csv",
      "test-2026-01-15T10-30-10-000Z.run.summary.csv",
      "test-2026-01-15T10-30-10-000Z.run.trace.json",
      "test-2026-01-15T10-30-10-000Z.run.report.html",
    ]
  `);
  expect(files.map(({ blob }) => blob.type)).toMatchInlineSnapshot(`
    [
      "application/json",
      "text/csv",
      "text/csv",
      "application/json",
      "text/html",
    ]
  `);
  for (const { blob } of files) expect(blob.size).toBeGreaterThan(100);
});

it('what is made of single requests needs them, and says what to do instead', async () => {
  for (const [evidence, why] of [
    [bare, /this run has none.*Export the summary/],
    [experiment, /experiment keeps figures.*Export the summary/],
  ] as const) {
    for (const format of ['requests', 'trace'] as const) {
      await expect(writeFile(evidence, format)).rejects.toMatchObject({
        code: 'evidence-unfit',
        message: expect.stringMatching(why),
      });
    }
  }
});

it('whatever needs no requests is written without them', async () => {
  for (const evidence of [bare, experiment]) {
    for (const format of ['json', 'summary', 'report'] as const) {
      expect((await writeFile(evidence, format)).blob.size).toBeGreaterThan(100);
    }
  }
});
