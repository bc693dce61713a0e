import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EvidenceContract } from '../protocol/evidence-contract';
import { type Caller, connect } from '../protocol/rpc';
import { experimentOf, matrixOf, recordingOf, runOf } from '../testing/evidence-documents';
import { serveEvidence } from './serve-evidence';

let channel: MessageChannel;
let evidence: Caller<EvidenceContract>;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal('navigator', {});
  channel = new MessageChannel();
  serveEvidence(channel.port1);
  evidence = connect<EvidenceContract, Record<string, never>>(channel.port2, {});
  channel.port1.start();
  channel.port2.start();
});
afterEach(() => {
  channel.port1.close();
  channel.port2.close();
  vi.unstubAllGlobals();
});

const given = () => ({ document: runOf(), recording: recordingOf(120) });

it('what it writes it reads back, and both travel between threads', async () => {
  const { blob, fileName } = await evidence.call('write', { ...given(), format: 'json' });
  expect(fileName).toMatch(/\.run\.json$/);
  const back = await evidence.call('read', { blob, fileName });
  expect(back.document).toEqual(runOf());
  expect(back.recording?.rows).toHaveLength(given().recording.rows.length);
  const again = await evidence.call('write', { ...back, format: 'json' });
  expect(await again.blob.text()).toBe(await blob.text());
});

it('it draws what a document has, as wide as asked', async () => {
  const document = experimentOf('matrix', { matrix: matrixOf(['a', 'b']) });
  const plots = await evidence.call('draw', { document, theme: 'light', width: 400 });
  expect(plots.map(({ id, width }) => [id, width])).toEqual([['matrix', 400]]);
  const ofRun = await evidence.call('draw', { ...given(), theme: 'dark' });
  expect(ofRun.map(({ id }) => id)).toEqual(['latency', 'waterfall', 'slowdown', 'throughput']);
});

it('it compares by name', async () => {
  const told = await evidence.call('compare', { evidence: [given(), given()], names: ['one', 'other'] });
  expect(told.names).toEqual(['one', 'other']);
  expect(told.differences).toEqual([]);
  expect(told.figures.length).toBeGreaterThan(5);
});

it('it keeps, lists, changes, removes and brings back', async () => {
  const kept = await evidence.call('keep', { ...given(), name: 'first', origin: 'this browser' });
  expect((await evidence.call('history', null)).entries.map(({ name }) => name)).toEqual(['first']);
  const changed = await evidence.call('change', { id: kept.id, change: { name: 'renamed', pinned: true } });
  expect(changed).toMatchObject({ name: 'renamed', pinned: true });
  await evidence.call('remove', { id: kept.id });
  expect((await evidence.call('history', null)).entries).toEqual([]);
  expect(await evidence.call('restore', { id: kept.id })).toMatchObject({ name: 'renamed' });
  const opened = await evidence.call('open', { id: kept.id });
  expect(opened.document).toEqual(runOf());
  expect(opened.recording?.tenantIds).toEqual(['a', 'b']);
});

it('a refusal arrives with its code and its words', async () => {
  const blob = new Blob(['{"hello":1}']);
  await expect(evidence.call('read', { blob, fileName: 'x.json' })).rejects.toMatchObject({
    code: 'evidence-foreign',
    message: expect.stringContaining('"x.json"'),
  });
  const document = experimentOf('matrix');
  await expect(evidence.call('write', { document, recording: null, format: 'trace' })).rejects.toMatchObject({
    code: 'evidence-unfit',
  });
  await expect(evidence.call('open', { id: 'nothing' })).rejects.toMatchObject({ code: 'storage-cleared' });
});
