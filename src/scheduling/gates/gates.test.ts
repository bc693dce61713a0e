import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GATE_IDS } from '../../domain/policy-ids';
import type { GatedRequest } from '../gate';
import { createGate } from './create-gate';
import { resourceProfileOf } from './resource-profile';

const request = (requestId: number, executorId: string, more: Partial<GatedRequest> = {}): GatedRequest => ({
  requestId,
  executorId,
  tenantId: `tenant-of-${executorId}`,
  arrivedAt: requestId,
  priority: 1,
  estimatedMs: 10,
  profile: 'compute',
  ...more,
});

/** Executors with lines of requests of their own; what they issue, end and lose is up to `steps`. */
function play(gateId: (typeof GATE_IDS)[number], steps: readonly number[], executors: number) {
  const gate = createGate(gateId);
  const waiting = new Map<string, GatedRequest>();
  const inFlight: GatedRequest[] = [];
  const issuedBy: string[] = [];
  let now = 0;
  const issueOne = (): boolean => {
    for (const one of waiting.values()) {
      if (!gate.mayIssue(one, [...waiting.values()], now)) continue;
      waiting.delete(one.executorId);
      inFlight.push(one);
      issuedBy.push(one.executorId);
      gate.issued(one, now);
      return true;
    }
    return false;
  };
  for (const step of steps) {
    now += 1 + (step % 7);
    const executorId = `executor-${step % executors}`;
    const [priority, profile] = [
      1 + (step % 4),
      (['compute', 'memory', 'unknown'] as const)[step % 3] ?? 'unknown',
    ];
    if (step % 5 === 0 && inFlight.length > 0) {
      const [ended] = inFlight.splice(step % inFlight.length, 1) as [GatedRequest]; // one is there
      gate.ended(ended, now);
    } else if (step % 11 === 0) waiting.delete(executorId);
    else waiting.set(executorId, request(now, executorId, { priority, profile, estimatedMs: step % 40 }));
    while (issueOne());
    if (inFlight.length === 0) expect(waiting.size).toBe(0);
    if (gateId === 'token') expect(new Set(inFlight.map((one) => one.executorId)).size).toBeLessThan(2);
  }
  return issuedBy;
}

describe('every gate', () => {
  const steps = fc.array(fc.nat(10_000), { maxLength: 120 });
  it.each(GATE_IDS)('%s lets somebody in whenever nothing is in flight, whatever went before', (id) => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), (script, executors) => {
        play(id, script, executors);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('free for all', () => {
  it('lets everybody in', () => {
    const gate = createGate('free-for-all');
    const [a, b] = [request(1, 'a'), request(2, 'b')];
    gate.issued(a, 1);
    expect(gate.mayIssue(b, [b], 2)).toBe(true);
  });
});

describe('the token', () => {
  it('belongs to one executor at a time, and goes to the one that has waited longest', () => {
    const gate = createGate('token');
    const [a, b, c] = [request(1, 'a'), request(3, 'b'), request(2, 'c')];
    expect(gate.mayIssue(b, [a, b, c], 4)).toBe(false);
    expect(gate.mayIssue(a, [a, b, c], 4)).toBe(true);
    gate.issued(a, 4);
    expect(gate.mayIssue(c, [b, c], 5)).toBe(false);
    gate.ended(a, 6);
    expect(gate.mayIssue(b, [b, c], 6)).toBe(false);
    expect(gate.mayIssue(c, [b, c], 6)).toBe(true);
  });

  it('may be used for several requests while nobody else waits, and for no further one once somebody does', () => {
    const gate = createGate('token');
    const [first, second, third] = [request(1, 'a'), request(2, 'a'), request(3, 'a')];
    gate.issued(first, 3);
    expect(gate.mayIssue(second, [second], 4)).toBe(true);
    gate.issued(second, 4);
    const other = request(5, 'b');
    expect(gate.mayIssue(third, [third, other], 6)).toBe(true); // it has waited since 4, the other since 5
    gate.issued(third, 6);
    const fourth = request(4, 'a');
    expect(gate.mayIssue(fourth, [fourth, other], 7)).toBe(false);
    for (const one of [first, second, third]) gate.ended(one, 8);
    expect(gate.mayIssue(other, [fourth, other], 8)).toBe(true);
  });

  it('starves nobody whose next request is always a fresh one', () => {
    const gate = createGate('token');
    const served = { a: 0, b: 0, fresh: 0 };
    let now = 0;
    for (let round = 0; round < 300; round++) {
      now += 10;
      const waiting = [
        request(round, 'a', { arrivedAt: now - 500 }),
        request(1000 + round, 'b', { arrivedAt: now - 400 }),
        request(2000 + round, 'fresh', { arrivedAt: now - 1 }),
      ];
      const next = waiting.find((one) => gate.mayIssue(one, waiting, now));
      if (next === undefined) throw new Error('nobody was let in');
      served[next.executorId as keyof typeof served] += 1; // one of the three above
      gate.issued(next, now);
      gate.ended(next, now + 9);
    }
    expect(Object.values(served)).toEqual([100, 100, 100]);
  });
});

describe('the Orion-style gate', () => {
  const high = (id: number, more: Partial<GatedRequest> = {}) => request(id, 'hp', { priority: 9, ...more });

  it('lets the highest priority in at once, whatever is in flight', () => {
    const gate = createGate('orion');
    for (const id of [1, 2, 3]) gate.issued(request(id, `e${id}`, { estimatedMs: 500 }), 3);
    expect(gate.mayIssue(high(4), [high(4)], 4)).toBe(true);
  });

  it.each([
    ['compute', 'compute', false],
    ['memory', 'memory', false],
    ['compute', 'memory', true],
    ['unknown', 'compute', true],
    ['compute', 'unknown', true],
  ] as const)('beside a %s-bound high-priority request a %s-bound other one: %s', (running, profile, may) => {
    const gate = createGate('orion');
    gate.issued(high(1, { profile: running }), 1);
    const other = request(2, 'be', { profile });
    expect(gate.mayIssue(other, [other], 2)).toBe(may);
  });

  it('holds others back while the high-priority one only waits', () => {
    const gate = createGate('orion');
    const other = request(2, 'be');
    expect(gate.mayIssue(other, [other, high(3)], 3)).toBe(false);
    expect(gate.mayIssue(other, [other], 3)).toBe(true);
  });

  it('bounds what others have in flight by the estimate of a high-priority request, and always allows one', () => {
    const gate = createGate('orion');
    gate.issued(high(1, { estimatedMs: 25 }), 1);
    gate.ended(high(1), 2);
    const others = [2, 3, 4, 5].map((id) => request(id, `e${id}`));
    const may = others.map((one) => {
      const allowed = gate.mayIssue(one, [one], 6);
      if (allowed) gate.issued(one, 6);
      return allowed;
    });
    expect(may).toEqual([true, true, false, false]);
    const giant = createGate('orion');
    giant.issued(high(1), 1);
    giant.ended(high(1), 2);
    const long = request(6, 'be', { estimatedMs: 1e6 });
    expect(giant.mayIssue(long, [long], 7)).toBe(true);
  });

  it('lets others in by turns', () => {
    const gate = createGate('orion');
    gate.issued(high(1), 1);
    gate.ended(high(1), 2);
    const [a, b] = [request(3, 'a'), request(4, 'b')];
    expect(gate.mayIssue(b, [a, b], 5)).toBe(false);
    expect(gate.mayIssue(a, [a, b], 5)).toBe(true);
    gate.issued(a, 5);
    gate.ended(a, 9);
    const again = request(5, 'a');
    expect(gate.mayIssue(again, [again, b], 9)).toBe(false);
    expect(gate.mayIssue(b, [again, b], 9)).toBe(true);
  });

  it('forgets a priority that is gone, so that the next highest becomes the high one', () => {
    const gate = createGate('orion');
    gate.issued(high(1), 1);
    gate.ended(high(1), 2);
    const next = request(2, 'a', { priority: 3 });
    const blocking = request(3, 'b', { estimatedMs: 1e6 });
    gate.issued(blocking, 3);
    expect(gate.mayIssue(next, [next], 3000)).toBe(false);
    expect(gate.mayIssue(next, [next], 6000)).toBe(true);
  });
});

describe('the resource profile', () => {
  it.each([
    [{ megaMacs: 36, parameters: 738_919 }, 'memory'],
    [{ megaMacs: 189, parameters: 134_704 }, 'compute'],
    [{ megaMacs: 160, parameters: 1_000_000 }, 'compute'],
    [{ megaMacs: 159, parameters: 1_000_000 }, 'memory'],
    [{ parameters: 1_000_000 }, 'unknown'],
    [{ megaMacs: 5, parameters: 0 }, 'unknown'],
    [undefined, 'unknown'],
  ] as const)('of %o is %s', (model, profile) => {
    expect(resourceProfileOf(model)).toBe(profile);
  });
});
