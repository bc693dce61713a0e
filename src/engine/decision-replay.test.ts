/** What was chosen in a live run is what the same policy chooses again when it is told the same. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { POLICY_IDS } from '../domain/policy-ids';
import type { Policy, PolicyChoice, ReadyRequest } from '../scheduling/policy';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { openPlayground as open } from '../testing/open-playground';

type Told =
  | {
      readonly kind: 'choose';
      readonly ready: readonly ReadyRequest[];
      readonly now: number;
      readonly chose: number;
    }
  | { readonly kind: 'served'; readonly request: ReadyRequest; readonly ranMs: number; readonly now: number }
  | { readonly kind: 'ended'; readonly request: ReadyRequest };

/** Each policy that was made, from what, and what it was told and answered. */
const { logs } = vi.hoisted(() => ({ logs: [] as { choice: PolicyChoice; told: Told[] }[] }));

vi.mock('../scheduling/policies', async (load) => {
  const real = await load<typeof import('../scheduling/policies')>();
  return { ...real, createPolicy: (choice: PolicyChoice) => recorded(choice, real.createPolicy(choice)) };
});

const copyOf = (request: ReadyRequest): ReadyRequest => ({ ...request });

function recorded(choice: PolicyChoice, policy: Policy): Policy {
  const told: Told[] = [];
  logs.push({ choice, told });
  return {
    ...policy,
    choose(ready, now) {
      const before = ready.map(copyOf);
      const chose = policy.choose(ready, now);
      told.push({ kind: 'choose', ready: before, now, chose });
      return chose;
    },
    served(request, ranMs, now) {
      told.push({ kind: 'served', request: copyOf(request), ranMs, now });
      policy.served?.(request, ranMs, now);
    },
    ended(request) {
      told.push({ kind: 'ended', request: copyOf(request) });
      policy.ended?.(request);
    },
  };
}

/** How many choices a fresh policy was asked for again; fails when one comes out differently. */
function replay(policy: Policy, told: readonly Told[]): number {
  let choices = 0;
  for (const one of told) {
    if (one.kind === 'served') policy.served?.(one.request, one.ranMs, one.now);
    else if (one.kind === 'ended') policy.ended?.(one.request);
    else {
      expect(one.ready[one.chose]).toBeDefined();
      expect(policy.choose(one.ready, one.now)).toBe(one.chose);
      choices += 1;
    }
  }
  return choices;
}

afterEach(() => {
  logs.length = 0;
});

describe('the choices of a live run', () => {
  for (const policy of POLICY_IDS.filter((id) => id !== 'user')) {
    it(`by ${policy} replay to the same, between requests and between segments`, async () => {
      const periodic = { kind: 'periodic', ratePerSecond: 30, jitterFraction: 0.2, queueBound: 3 } as const;
      const { run, playground, clock } = await open(
        scenario(
          [
            ['a', 'x', { workload: periodic, deadline: { kind: 'next-frame' }, priority: 9 }],
            ['b', 'x', { workload: { kind: 'closed', inFlight: 3 }, weight: 3 }],
            ['c', 'x', { workload: { kind: 'poisson', ratePerSecond: 20, queueBound: 5 } }],
          ],
          { policy, inFlight: 1 },
        ),
        { serviceMs: (id) => ({ a: 8, b: 20 })[id] ?? 12 },
      );
      await run(500);
      await playground.updateExecutor({ executorId: 'x', change: { grain: 'segment', segmentMs: 4 } });
      await advance(clock, 500);
      const { createPolicy } =
        await vi.importActual<typeof import('../scheduling/policies')>('../scheduling/policies');
      const choices = logs
        .filter(({ choice }) => choice.id === policy)
        .map(({ choice, told }) => replay(createPolicy(choice), told));
      expect(choices.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50);
    });
  }
});
