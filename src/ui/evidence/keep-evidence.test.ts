import { expect, it, vi } from 'vitest';
import { EngineError } from '../../domain/errors';
import type { RunFile } from '../../domain/run-file';
import type { Evidence } from '../../protocol/evidence-contract';
import { ROW_LENGTH } from '../../protocol/packed-row';
import { createPlaygroundStore, type PlaygroundHandle } from '../store';
import { exportEvidence } from './export-evidence';
import { keepEvidence } from './keep-evidence';
import { openFiles } from './open-files';
import { runsView, showRuns } from './runs-view';

const run = { schemaVersion: 1 } as unknown as RunFile; // it only passes through
const evidence = (): Evidence => ({
  document: run,
  recording: {
    tenantIds: [],
    executorIds: [],
    rows: new Float64Array(ROW_LENGTH),
    segmentsAt: new Float64Array(0),
  },
});
const kept = { id: '1', name: 'mine' };

function handleOf(answer: (name: string, argument: { readonly fileName?: string }) => unknown) {
  const store = createPlaygroundStore();
  const call = vi.fn(async (name: string, argument: object) => answer(name, argument));
  const handle = { store, evidence: { call } } as unknown as PlaygroundHandle; // what is used of it
  return { handle, call, notices: () => store.getState().notices.map(({ text }) => text) };
}

it('what is kept goes to the worker as a copy: the page’s own stays whole', async () => {
  const { handle, call, notices } = handleOf(() => kept);
  const mine = evidence();
  expect(await keepEvidence(handle, mine, 'mine')).toEqual(kept);
  const [[name, argument, transfer]] = call.mock.calls as unknown as [[string, Evidence, Transferable[]]];
  expect(name).toBe('keep');
  expect(argument.recording?.rows).not.toBe(mine.recording?.rows);
  expect(argument.recording?.rows).toEqual(mine.recording?.rows);
  expect(transfer).toHaveLength(2);
  expect(notices()).toEqual(['“mine” is kept in this browser.']);
});

it('a history that is full is told with what to do, and nothing is thrown', async () => {
  const full = handleOf(() => {
    throw new EngineError('storage-full', 'The storage is full. Delete some.');
  });
  expect(await keepEvidence(full.handle, evidence(), 'mine')).toBeNull();
  expect(full.notices()).toEqual(['The run could not be kept. The storage is full. Delete some.']);
});

it('while storage is refused on purpose nothing is written, and that is told', async () => {
  const { handle, call, notices } = handleOf(() => kept);
  handle.store.getState().set({ storageRefused: true });
  expect(await keepEvidence(handle, evidence(), 'mine')).toBeNull();
  expect(call).not.toHaveBeenCalled();
  expect(notices()[0]).toContain('refused');
});

it('an export that the document has nothing for is told, and no download is offered', async () => {
  const { handle, notices } = handleOf(() => {
    throw new EngineError('evidence-unfit', 'It has no requests. Export its summary.');
  });
  expect(await exportEvidence(handle, evidence(), 'requests')).toBe(false);
  expect(notices()).toEqual(['The run could not be exported. It has no requests. Export its summary.']);
});

it('of several files those that can be read open side by side, the others are told by name', async () => {
  showRuns({ kind: 'list' });
  const { handle, notices } = handleOf((_, { fileName }) => {
    if (fileName === 'bad.json') throw new EngineError('evidence-foreign', 'It is a trace of another tool.');
    return evidence();
  });
  const blob = new Blob(['x']);
  await openFiles(handle, [
    { name: 'a.run.json', blob },
    { name: 'bad.json', blob },
    { name: 'folder/b.json.gz', blob },
  ]);
  expect(notices()).toEqual(['“bad.json” could not be opened. It is a trace of another tool.']);
  expect(runsView()).toMatchObject({ kind: 'compare', opened: [{ name: 'a' }, { name: 'b' }] });
  expect(handle.store.getState().dialog).toBe('runs');
});
