import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../base/clock';
import type { ErrorCode } from '../../domain/errors';
import { restartRule, waitMs } from './restart-rules';
import { type FailedUnit, Restarts } from './restarts';

function planned() {
  const clock = new VirtualClock();
  const started: (readonly [number, readonly string[]])[] = [];
  const measuring = { now: false };
  const restarts = new Restarts({
    clock,
    mayStart: () => !measuring.now,
    start: (ids) => started.push([clock.now(), ids]),
    onChange: () => {},
  });
  return { clock, started, measuring, restarts };
}
const executor: FailedUnit = { scope: 'executor', id: 'x', tenantIds: ['a', 'b'] };
const alone: FailedUnit = { scope: 'tenant', id: 'a', tenantIds: ['a'] };

describe('restarts', () => {
  it('wait 1, 2, 4, 8 and 16 s, five times, and are then used up', () => {
    const { clock, started, restarts } = planned();
    for (let i = 0; i < 5; i += 1) {
      expect(restarts.plan(executor, 'executor-crashed')).toEqual({ kind: 'planned' });
      clock.advanceTo((restarts.of('a') as { at: number }).at); // just planned
    }
    expect(started.map(([at]) => at)).toEqual([1000, 3000, 7000, 15_000, 31_000]);
    expect(restarts.plan(executor, 'executor-crashed')).toEqual({ kind: 'used-up', attempts: 5 });
    expect([1, 2, 3, 4, 5].map(waitMs)).toEqual([1000, 2000, 4000, 8000, 16_000]);
  });

  it('start the tenants of one executor together, once', () => {
    const { clock, started, restarts } = planned();
    restarts.plan(executor, 'executor-crashed');
    expect(restarts.of('a')).toEqual({ attempt: 1, at: 1000 });
    expect(restarts.of('b')).toEqual({ attempt: 1, at: 1000 });
    clock.advanceTo(60_000);
    expect(started).toEqual([[1000, ['a', 'b']]]);
    expect(restarts.of('a')).toBeNull();
  });

  it('count anew after 30 s of running well, not before', () => {
    const { clock, restarts } = planned();
    restarts.plan(alone, 'output-invalid');
    clock.advanceTo(1000);
    restarts.completed('x', 'a');
    clock.advanceTo(30_999);
    restarts.completed('x', 'a');
    restarts.plan(alone, 'output-invalid');
    expect(restarts.of('a')?.attempt).toBe(2);
    clock.advanceTo(40_000);
    restarts.completed('x', 'a');
    clock.advanceTo(70_000);
    restarts.plan(alone, 'output-invalid');
    expect(restarts.of('a')?.attempt).toBe(1);
  });

  it('forget what has run well', () => {
    const { clock, restarts } = planned();
    restarts.plan(executor, 'executor-crashed');
    clock.advanceTo(1000);
    restarts.completed('x', 'a');
    expect(restarts.idle).toBe(false);
    clock.advanceTo(31_000);
    restarts.completed('x', 'a');
    expect(restarts.idle).toBe(true);
  });

  it('never follow what time does not mend, and follow a want of memory only once', () => {
    const { clock, restarts } = planned();
    for (const code of ['model-malformed', 'model-unknown', 'cancelled', 'shard-missing'] as const)
      expect(restarts.plan(alone, code)).toEqual({ kind: 'none' });
    expect(restarts.plan(alone, 'out-of-memory')).toEqual({ kind: 'planned' });
    clock.advanceTo(1000);
    expect(restarts.plan(alone, 'out-of-memory')).toEqual({ kind: 'used-up', attempts: 1 });
  });

  it('are for machines and networks: no code of a file, an address or an input has one', () => {
    const never =
      /^(model-(?!load-failed)|shard-|zip-|url-|weight|labels-|input-|video-|picture-|sound-|storage-|link-|scenario-)/;
    const some: ErrorCode[] = ['model-not-json', 'shard-order', 'zip-encrypted', 'url-timeout', 'input-lost'];
    for (const code of some) {
      expect(code).toMatch(never);
      expect(restartRule(code).attempts).toBe(0);
      expect(restartRule(code).why).not.toBe('');
    }
    expect(restartRule('model-load-failed').attempts).toBe(5);
  });

  it('are off for whom somebody else starts; the others start all the same', () => {
    const { clock, started, restarts } = planned();
    restarts.plan(executor, 'executor-crashed');
    restarts.cancel('a');
    clock.advanceTo(5000);
    expect(started).toEqual([[1000, ['b']]]);
  });

  it('leave no timer when all are off', () => {
    const { clock, restarts } = planned();
    restarts.plan(executor, 'executor-crashed');
    restarts.cancelAll();
    expect(clock.pending).toBe(0);
    restarts.forgiveAll();
    expect(restarts.idle).toBe(true);
  });

  it('are put off while somebody measures alone', () => {
    const { clock, started, measuring, restarts } = planned();
    measuring.now = true;
    restarts.plan(alone, 'inference-failed');
    clock.advanceTo(2500);
    expect(started).toEqual([]);
    expect(restarts.of('a')).toEqual({ attempt: 1, at: 3000 });
    measuring.now = false;
    clock.advanceTo(3000);
    expect(started).toEqual([[3000, ['a']]]);
  });

  it('begin with the first again when a person has tried', () => {
    const { clock, restarts } = planned();
    restarts.plan(alone, 'inference-failed');
    clock.advanceTo(1000);
    restarts.forgive('tenant', 'a');
    restarts.plan(alone, 'inference-failed');
    expect(restarts.of('a')?.attempt).toBe(1);
  });
});
