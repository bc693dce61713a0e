import { describe, expect, it } from 'vitest';
import type { Snapshot, TenantSnapshot, TenantStatus } from '../../domain/snapshot';
import { type Heard, saidChanges } from './said-changes';

type Seen = Readonly<Record<string, TenantStatus | TenantStatus['kind']>>;

const LOADING: TenantStatus = { kind: 'loading', phase: 'download', fraction: 0.2, files: [] };
const FAILED: TenantStatus = {
  kind: 'failed',
  error: { code: 'network-unreachable', message: 'Its files are not here.' },
  restart: null,
};
const runs: TenantStatus = { kind: 'running' };

interface Given {
  readonly run?: Snapshot['run']['kind'];
  readonly name?: string;
  readonly measuring?: boolean;
  readonly known?: readonly string[];
  readonly addsAreTold?: boolean;
}

/** Tenants `id: status`, each on an executor of its own. */
function heard(seen: Seen, given: Given = {}): Heard {
  const { run = 'running', name = 'test', measuring = false, known = [], addsAreTold = false } = given;
  const tenants = Object.entries(seen).map(([id, status]) => ({
    config: { id, modelId: id, executorId: `executor-of-${id}` },
    status: typeof status === 'string' ? { kind: status } : status,
    alone: known.includes(id) ? {} : null,
  }));
  const snapshot = {
    run: { kind: run },
    measuring: measuring ? {} : null,
    scenario: { name, tenants, executors: tenants },
    // Of a tenant only what is listed above is read.
    tenants: tenants as unknown as readonly TenantSnapshot[],
  } as unknown as Snapshot;
  return { snapshot, catalog: null, title: name, addsAreTold };
}

const said = (before: Heard, now: Heard, failed: readonly string[] = []) =>
  saidChanges(before, now, new Set(failed)).map(({ text, urgent }) => `${urgent ? '! ' : ''}${text}`);

describe('a run', () => {
  it('is said to start, to run with how many of them, and to stop', () => {
    expect(said(heard({ a: 'ready' }, { run: 'idle' }), heard({ a: 'ready' }, { run: 'starting' }))).toEqual([
      'Starting 1 model.',
    ]);
    expect(
      said(
        heard({ a: LOADING, b: runs }, { run: 'starting' }),
        heard({ a: LOADING, b: runs }, { run: 'running' }),
      ),
    ).toEqual(['Running: 1 of 2 models.']);
    expect(said(heard({ a: runs }), heard({ a: 'ready' }, { run: 'idle' }))).toEqual(['Stopped.']);
  });

  it('says nothing of models that come to run while it starts: the whole is said once', () => {
    expect(said(heard({ a: LOADING }, { run: 'starting' }), heard({ a: runs }, { run: 'starting' }))).toEqual(
      [],
    );
  });

  it('says nothing of what ticks', () => {
    const further: TenantStatus = { ...LOADING, fraction: 0.3 };
    expect(said(heard({ a: LOADING, b: runs }), heard({ a: further, b: runs }))).toEqual([]);
  });
});

describe('a tenant', () => {
  it('is said to be added, unless the drawer has told it, and to run once it is loaded', () => {
    expect(said(heard({}), heard({ a: 'waiting' }))).toEqual(['a added on executor-of-a.']);
    expect(said(heard({}), heard({ a: 'waiting' }, { addsAreTold: true }))).toEqual([]);
    expect(said(heard({ a: LOADING }), heard({ a: runs }))).toEqual(['a runs on executor-of-a.']);
  });

  it('interrupts when it fails, politely from the second time on, and says so when it runs again', () => {
    const later: TenantStatus = { ...FAILED, restart: { attempt: 1, at: 5 } };
    expect(said(heard({ a: runs }), heard({ a: FAILED }))).toEqual(['! a failed. Its files are not here.']);
    expect(said(heard({ a: LOADING }), heard({ a: later }), ['a'])).toEqual([
      'a failed again. Its files are not here. It starts again by itself.',
    ]);
    expect(said(heard({ a: LOADING }), heard({ a: runs }), ['a'])).toEqual(['a runs again.']);
  });

  it('that counts down to its next start is silent', () => {
    const counting: TenantStatus = { ...FAILED, restart: { attempt: 2, at: 9 } };
    expect(said(heard({ a: FAILED }), heard({ a: counting }), ['a'])).toEqual([]);
  });

  it('says nothing of a move or a pause: the notice and the button do', () => {
    const moving: TenantStatus = { kind: 'moving', toExecutorId: 'y' };
    expect(said(heard({ a: runs }), heard({ a: moving }))).toEqual([]);
    expect(said(heard({ a: moving }), heard({ a: runs }))).toEqual([]);
    expect(said(heard({ a: 'paused' }), heard({ a: runs }))).toEqual([]);
  });
});

it('measuring alone is said at its beginning and its end, with what is known then, and nothing between', () => {
  const [before, on] = [heard({ a: runs, b: runs }), heard({ a: runs, b: 'ready' }, { measuring: true })];
  expect(said(before, on)).toEqual(['Each model is measured alone in turn; the others wait.']);
  expect(said(on, heard({ a: 'ready', b: runs }, { measuring: true }))).toEqual([]);
  expect(said(on, heard({ a: runs, b: runs }, { known: ['a', 'b'] }))).toEqual([
    'Measured alone: 2 of 2 models.',
  ]);
});

it('another scenario is said by its title, not tenant by tenant', () => {
  expect(said(heard({ a: runs }), heard({ b: 'ready', c: 'ready' }, { run: 'idle', name: 'Noisy' }))).toEqual(
    ['Scenario Noisy: 2 models on 2 executors.'],
  );
});
