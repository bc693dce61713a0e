import { expect, it } from 'vitest';
import type { Incident } from '../domain/recovery';
import type { Snapshot } from '../domain/snapshot';
import { noticeSleep } from './incident-notices';
import { createPlaygroundStore } from './store';

const incident = (id: number, cause: Incident['cause']): Incident => ({
  id,
  at: id,
  cause,
  mishap: null,
  code: null,
  executorId: null,
  tenantIds: [],
  message: `The computer slept for ${id} min.`,
  recoveredAt: null,
});

function told(...snapshots: readonly (readonly Incident[])[]) {
  const store = createPlaygroundStore();
  const end = noticeSleep(store);
  for (const incidents of snapshots) store.getState().setSnapshot({ incidents } as Snapshot); // what it reads
  end();
  store.getState().setSnapshot({ incidents: [incident(99, 'sleep')] } as unknown as Snapshot);
  return store.getState().notices.map((one) => one.text);
}

it('a sleep is told once, however often it is listed, and other incidents are not', () => {
  const sleep = incident(2, 'sleep');
  expect(
    told([incident(1, 'failure')], [incident(1, 'failure'), sleep], [{ ...sleep, recoveredAt: 9 }]),
  ).toEqual(['The computer slept for 2 min.']);
});

it('each sleep is told', () => {
  const list = [incident(1, 'sleep'), incident(2, 'mishap'), incident(3, 'sleep')];
  expect(told(list)).toEqual(['The computer slept for 1 min.', 'The computer slept for 3 min.']);
});
