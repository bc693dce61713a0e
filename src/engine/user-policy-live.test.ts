/** A policy that somebody wrote, on running playgrounds. */
import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/builders';
import { advance, settle } from '../testing/fake-executor';
import { identity, openPlayground as open } from '../testing/open-playground';

const document = scenario([
  ['a', 'x', { workload: { kind: 'closed', inFlight: 2 } }],
  ['b', 'x', { workload: { kind: 'closed', inFlight: 2 } }],
]);
const LAST = '(ready) => ready.length - 1';
const ONLY_B = "(ready) => Math.max(0, ready.findIndex((one) => one.tenantId === 'b'))";
const FAILS_LATER = '(ready, now) => { if (now > 1002000) throw new Error("too late"); return 0; }';

/** Reading a policy loads the sandbox: that takes real time. */
const read = (call: Promise<void>): Promise<Error | null> =>
  call.then(
    () => null,
    (thrown: Error) => thrown,
  );

describe('a policy of the user', () => {
  it('chooses like any other once it was checked, and the scenario carries it', async () => {
    const { run, playground, clock, latest, tenant } = await open(document);
    await run(200);
    expect(await read(playground.setScheduling({ userPolicy: ONLY_B }))).toBeNull();
    await playground.updateExecutor({ executorId: 'x', change: { policy: 'user' } });
    await settle();
    const before = tenant('a').completions;
    await advance(clock, 600);
    expect(latest().scenario).toMatchObject({ userPolicy: ONLY_B, executors: [{ policy: 'user' }] });
    expect(latest().executors[0]?.policyFailure).toBeNull();
    expect(tenant('a').completions - before).toBeLessThan(5);
    expect(tenant('b').completions).toBeGreaterThan(40);
  });

  it('that does not read is refused, and everything stays as it was', async () => {
    const { run, playground, latest, clock } = await open(document);
    await run(100);
    await read(playground.setScheduling({ userPolicy: LAST }));
    const gates = { gpu: 'token', cpu: 'token' } as const;
    const refused = await read(playground.setScheduling({ gates, userPolicy: '(ready) => {' }));
    expect(refused).toMatchObject({ code: 'policy-invalid' });
    await advance(clock, 50);
    expect(latest().scenario.userPolicy).toBe(LAST);
    expect(latest().scenario).not.toHaveProperty('gates');
  });

  it('that fails while it runs gives way to first in, first out: told in the snapshot and as an incident', async () => {
    const { run, playground, clock, latest, tenant, incidents } = await open(document);
    await run(100);
    await read(playground.setScheduling({ userPolicy: FAILS_LATER }));
    await playground.updateExecutor({ executorId: 'x', change: { policy: 'user' } });
    await settle();
    await advance(clock, 500);
    expect(latest().executors[0]?.policyFailure).toBeNull();
    await advance(clock, 2000);
    expect(latest().executors[0]?.policyFailure).toContain('too late');
    expect(incidents()).toMatchObject([{ code: 'policy-invalid', executorId: 'x', tenantIds: [] }]);
    const before = tenant('a').completions;
    await advance(clock, 300);
    expect(tenant('a').completions).toBeGreaterThan(before + 10);
    for (const id of ['a', 'b']) expect(identity(tenant(id))).toBe(0);
    await playground.updateExecutor({ executorId: 'x', change: { policy: 'edf' } });
    await advance(clock, 50);
    expect(latest().executors[0]?.policyFailure).toBeNull();
  });

  it('of a scenario that fails at once is told where it is used, and the run goes on', async () => {
    const { run, latest, tenant, clock } = await open({
      ...document,
      executors: document.executors.map((one) => ({ ...one, policy: 'user' })),
      userPolicy: '() => -1',
    });
    await run(100);
    for (
      let tries = 0;
      tries < 200 && latest().executors[0]?.policyFailure?.includes('read') !== false;
      tries++
    )
      await advance(clock, 40);
    expect(latest().executors[0]?.policyFailure).toMatch(/./);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').completions).toBeGreaterThan(5);
  });

  it('taken away leaves its executors first in, first out', async () => {
    const { run, playground, clock, latest } = await open(document);
    await run(100);
    await read(playground.setScheduling({ userPolicy: LAST }));
    await playground.updateExecutor({ executorId: 'x', change: { policy: 'user' } });
    await playground.setScheduling({ userPolicy: null });
    await advance(clock, 50);
    expect(latest().scenario.executors[0]?.policy).toBe('fifo');
    expect(latest().scenario).not.toHaveProperty('userPolicy');
  });
});
