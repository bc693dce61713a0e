/** Files that earlier versions wrote open today with every figure that was in them, and are written with all of it again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunFile } from '../../domain/run-file';
import { COLUMN, OUTCOMES, ROW_LENGTH, type RowTable } from '../../protocol/packed-row';
import { experimentOf, gpuRunOf, recordingOf, runOf } from '../../testing/evidence-documents';
import { oldJson, oldText, versionsWith } from '../../testing/old-files';
import { writeJson } from '../files/write-json';
import { gunzip } from '../gzip';
import { fromBase64 } from '../recording/base64';
import { encodeRecording } from '../recording-codec';
import { readEvidence } from './read-evidence';

const read = (text: string) => readEvidence(new Blob([text]), 'old.json');
const reread = async (text: string) => JSON.parse(await (await writeJson(await read(text))).text());
const files = ['run.json.gz', 'gpu.run.json.gz', 'experiment.json.gz'].flatMap((name) =>
  versionsWith(name).map((commit) => [commit, name] as const),
);
const withRecording = files.filter(([commit, name]) => 'recording' in oldJson<object>(commit, name));

/** Of the document and of what it holds: they are told anew when it is written. */
const withoutVersions = <T>(document: T): T =>
  JSON.parse(JSON.stringify(document, (key, value) => (key === 'schemaVersion' ? undefined : value)));
const unpacked = ({ base64 }: { readonly base64: string }) => gunzip(fromBase64(base64), 1e7);

/** Requests of the recording that were served, by tenant. */
function servedIn({ rows, tenantIds }: RowTable): Map<string, number> {
  const counts = new Map(tenantIds.map((id) => [id, 0]));
  for (let at = 0; at < rows.length; at += ROW_LENGTH) {
    const outcome = OUTCOMES[rows[at + COLUMN.outcome] ?? -1];
    const id = tenantIds[rows[at + COLUMN.tenant] ?? -1] ?? '';
    if (outcome === 'completed' || outcome === 'late') counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

describe('a file of an earlier version', () => {
  it('is there of seven of them', () => {
    expect(files).toHaveLength(10);
    expect(withRecording).toHaveLength(3);
  });

  it.each(files)('opens with nothing lost that was in it: %s %s', async (commit, name) => {
    const { recording: _, ...old } = oldJson<RunFile>(commit, name);
    const { document } = await read(oldText(commit, name));
    expect(document).toMatchObject(old);
  });

  it.each(files)('is written again with all of it: %s %s', async (commit, name) => {
    const { recording: _, ...old } = withoutVersions(oldJson<RunFile>(commit, name));
    expect(withoutVersions(await reread(oldText(commit, name)))).toMatchObject(old);
  });

  it.each(withRecording)(
    'has every request in its recording, to the same bytes: %s %s',
    async (commit, name) => {
      const old = oldJson<RunFile>(commit, name);
      const { recording } = await read(oldText(commit, name));
      if (recording === null || old.recording === undefined) throw new Error('no recording');
      expect(recording.rows.length / ROW_LENGTH).toBe(old.recording.requests);
      const served = servedIn(recording);
      for (const { id, completions } of old.tenants)
        expect(Math.abs((served.get(id) ?? 0) - completions)).toBeLessThanOrEqual(2); // those of the export itself
      expect(await unpacked(await encodeRecording(recording, false))).toEqual(await unpacked(old.recording));
    },
  );
});

describe('the version of a file', () => {
  it('is 1 of what an earlier build can read, and 2 of what it would take for broken', async () => {
    const versionOf = async (...[document, recording = null]: Parameters<typeof written>) =>
      (await written(document, recording)).schemaVersion;
    const written = async (
      document: Parameters<typeof writeJson>[0]['document'],
      recording: RowTable | null,
    ) => JSON.parse(await (await writeJson({ document, recording })).text());
    expect(await versionOf(runOf(), recordingOf(5))).toBe(1);
    expect(await versionOf(gpuRunOf('recorded'), recordingOf(5))).toBe(1); // without GPU times it is only told more
    expect(await versionOf(gpuRunOf('recorded'), recordingOf(5, 1, true))).toBe(2);
    const { scenario } = runOf();
    const eager = {
      ...scenario,
      tenants: scenario.tenants.map((tenant) => ({ ...tenant, mode: 'eager' as const })),
    };
    const run = await written(runOf(undefined, { scenario: eager }), null);
    expect([run.schemaVersion, run.scenario.schemaVersion]).toEqual([2, 2]);
    expect(await versionOf(experimentOf('matrix'), null)).toBe(1);
    const missed = { kind: 'mode-missed', words: 'x', cellId: null, tenantId: null } as const;
    expect(await versionOf(experimentOf('matrix', { flags: [missed] }), null)).toBe(2);
  });

  it.each([
    ['itself', { ...runOf(), schemaVersion: 3 }, /schema 3; this one reads 1 to 2\)/],
    [
      'its scenario',
      { ...runOf(), scenario: { schemaVersion: 7 } },
      /schema of its scenario 7; this one reads 1 to 2\)/,
    ],
    [
      'its recording',
      { ...runOf(), recording: { codec: 'gzip-columns-3' } },
      /codec of its recording 3; this one reads/,
    ],
    [
      'a scenario of its plan',
      { ...experimentOf('matrix'), plan: { cells: [{ scenario: { schemaVersion: 3 } }] } },
      /schema of its scenario 3/,
    ],
  ])(
    'that is newer than this build is told as such, whatever else stands there: of %s',
    async (_, document, words) => {
      const refusal = read(JSON.stringify(document)).catch((thrown) => thrown);
      expect(await refusal).toMatchObject({
        code: 'evidence-too-new',
        message: expect.stringMatching(words),
      });
      expect((await refusal).message).toContain('Reload the page');
    },
  );
});

describe('a field that nobody knows yet, in a file of a version that is read', () => {
  const name = fc.stringMatching(/^[a-z]{3,8}Later$/);
  const value = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 3 }),
  );

  it('is kept, wherever a file has room for it, and leaves with the file', async () => {
    await fc.assert(
      fc.asyncProperty(name, value, fc.nat(), async (field, held, at) => {
        const old = JSON.parse(await (await writeJson({ document: runOf(), recording: null })).text());
        const places = [
          old,
          old.provenance,
          old.totals,
          old.ui,
          old.tenants[0],
          old.tenants[1].latencyMs,
          old.executors[0],
        ];
        places[at % places.length][field] = held;
        expect(await reread(JSON.stringify(old))).toEqual(old);
      }),
      { seed: 8, numRuns: 40 },
    );
  });

  it('is refused in a scenario: what is not understood would run as something else', async () => {
    const run = { ...runOf(), scenario: { ...runOf().scenario, frameSkip: 2 } };
    await expect(read(JSON.stringify(run))).rejects.toMatchObject({
      code: 'evidence-malformed',
      message: expect.stringContaining('frameSkip'),
    });
  });
});

it('whatever stands where versions stand, a file is read or refused in words, never with a crash', async () => {
  const odd = fc.oneof(
    fc.double(),
    fc.string(),
    fc.constant(null),
    fc.boolean(),
    fc.object({ maxDepth: 2 }),
    fc.bigInt().map(String),
  );
  await fc.assert(
    fc.asyncProperty(odd, odd, odd, async (schemaVersion, scenario, codec) => {
      const run = { ...runOf(), schemaVersion, scenario, recording: { codec } };
      const refusal = await read(JSON.stringify(run)).catch((thrown) => thrown);
      expect(['evidence-malformed', 'evidence-too-new']).toContain(refusal.code);
    }),
    { seed: 8, numRuns: 200 },
  );
});
