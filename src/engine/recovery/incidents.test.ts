import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../domain/errors';
import { type Failure, Incidents } from './incidents';

function log(unwanted: readonly string[] = []) {
  const incidents = new Incidents((id) => !unwanted.includes(id));
  const newest = () => incidents.list.at(-1);
  return { incidents, newest };
}
const error = (code: ErrorCode) => ({ code, message: `${code}.` });
const ofExecutor = (tenantIds: readonly string[], code: ErrorCode = 'executor-crashed'): Failure => ({
  scope: 'executor',
  id: 'x',
  executorId: 'x',
  tenantIds,
  error: error(code),
});
const ofTenant = (id: string, code: ErrorCode = 'output-invalid'): Failure => ({
  scope: 'tenant',
  id,
  executorId: 'x',
  tenantIds: [id],
  error: error(code),
});
const on = (tenantIds: readonly string[], at = 100) => ({
  at,
  executorId: 'x',
  tenantIds,
  message: 'broken (injected).',
});

describe('incidents', () => {
  it('of an executor name all tenants hit, and are over when each has completed a request', () => {
    const { incidents, newest } = log();
    incidents.failed(ofExecutor(['a', 'b']), 100);
    expect(newest()).toEqual({
      id: 1,
      at: 100,
      cause: 'failure',
      mishap: null,
      code: 'executor-crashed',
      executorId: 'x',
      tenantIds: ['a', 'b'],
      message: 'executor-crashed.',
      recoveredAt: null,
    });
    incidents.completed('a', 1200, 1300);
    expect(newest()?.recoveredAt).toBeNull();
    incidents.completed('b', 1300, 1400);
    expect(newest()?.recoveredAt).toBe(1400);
    expect(incidents.anyOpen).toBe(false);
  });

  it('do not wait for who was removed or paused', () => {
    const { incidents, newest } = log(['paused']);
    incidents.failed(ofExecutor(['a', 'b', 'paused']), 100);
    incidents.completed('a', 1200, 1300);
    incidents.unwanted('b');
    expect(newest()?.recoveredAt).toBe(1300);
  });

  it('that nobody recovered from stay so when nobody is wanted any more', () => {
    const { incidents, newest } = log();
    incidents.failed(ofExecutor(['a']), 100);
    incidents.stopped();
    expect(newest()?.recoveredAt).toBeNull();
    incidents.completed('a', 900_000, 900_001);
    expect(newest()?.recoveredAt).toBeNull();
    expect(incidents.anyOpen).toBe(false);
  });

  it('go on when the same fails again before it has recovered', () => {
    const { incidents, newest } = log();
    incidents.failed(ofExecutor(['a']), 100);
    incidents.failed(ofExecutor(['a', 'b'], 'executor-start-failed'), 1200);
    expect(incidents.list).toHaveLength(1);
    expect(newest()).toMatchObject({ at: 100, code: 'executor-crashed', tenantIds: ['a', 'b'] });
    incidents.completed('a', 3000, 3001);
    incidents.completed('b', 3000, 3002);
    expect(newest()?.recoveredAt).toBe(3002);
    incidents.failed(ofExecutor(['a']), 4000);
    expect(incidents.list).toHaveLength(2);
  });

  it('of a tenant are apart from those of its executor', () => {
    const { incidents } = log();
    incidents.failed(ofTenant('a'), 100);
    incidents.failed(ofTenant('b'), 200);
    incidents.failed(ofExecutor(['c']), 300);
    expect(incidents.list.map((one) => one.tenantIds)).toEqual([['a'], ['b'], ['c']]);
  });

  it('are not what somebody asked for, nor files that are yet to come', () => {
    const { incidents } = log();
    incidents.failed(ofTenant('a', 'cancelled'), 100);
    incidents.failed(ofTenant('a', 'model-unknown'), 100);
    expect(incidents.list).toEqual([]);
  });

  it('on purpose take the failure that follows as their own', () => {
    const { incidents, newest } = log();
    incidents.injected('kill-worker', on(['a', 'b']));
    expect(newest()).toMatchObject({ cause: 'mishap', mishap: 'kill-worker', code: null });
    incidents.completed('a', 90, 101); // it was on its way
    expect(incidents.failed(ofExecutor(['a', 'b']), 102)).toBe(true);
    expect(incidents.list).toHaveLength(1);
    expect(newest()).toMatchObject({ code: 'executor-crashed', message: 'broken (injected).' });
    incidents.completed('a', 1200, 1300);
    incidents.completed('b', 1200, 1400);
    expect(newest()?.recoveredAt).toBe(1400);
  });

  it('on purpose do not take a failure of another kind or elsewhere', () => {
    const { incidents } = log();
    incidents.injected('corrupt-output', on(['a']));
    expect(incidents.failed({ ...ofTenant('c'), executorId: 'y' }, 200)).toBe(false);
    expect(incidents.failed(ofTenant('b'), 200)).toBe(false);
    expect(incidents.list).toHaveLength(3);
    expect(incidents.failed(ofTenant('a', 'output-invalid'), 300)).toBe(true);
    expect(incidents.list).toHaveLength(3);
  });

  it('on purpose that another failure forestalls say that they did not come about', () => {
    const { incidents } = log();
    incidents.injected('corrupt-output', on(['a']));
    expect(incidents.failed(ofExecutor(['a']), 200)).toBe(false);
    expect(incidents.list).toHaveLength(2);
    expect(incidents.list[0]).toMatchObject({
      code: null,
      recoveredAt: null,
      message: 'broken (injected). It did not come about: what it was meant for failed first.',
    });
    expect(incidents.failed(ofTenant('a', 'output-invalid'), 300)).toBe(false);
  });

  it('on purpose that went away with a load say so, and blame nothing later on it', () => {
    const { incidents, newest } = log();
    incidents.injected('corrupt-output', on(['a']));
    incidents.completed('a', 95, 101); // it was on its way
    expect(incidents.anyOpen).toBe(true);
    incidents.completed('a', 150, 160);
    expect(newest()).toMatchObject({
      code: null,
      recoveredAt: 160,
      message: 'broken (injected). It did not come about: it was loaded anew.',
    });
    expect(incidents.failed(ofTenant('a', 'output-invalid'), 300)).toBe(false);
  });

  it('of a stall are over with the first request that was issued after it', () => {
    const { incidents, newest } = log();
    incidents.injected('stall', on(['a']));
    incidents.completed('a', 95, 101);
    expect(newest()?.recoveredAt).toBeNull();
    incidents.completed('a', 101, 2500);
    expect(newest()).toMatchObject({ recoveredAt: 2500, code: null });
  });

  it('of a stall longer than the limit take the hang as their own', () => {
    const { incidents, newest } = log();
    incidents.injected('stall', on(['a']));
    expect(incidents.failed(ofExecutor(['a', 'b'], 'executor-unresponsive'), 5100)).toBe(true);
    expect(newest()).toMatchObject({ code: 'executor-unresponsive', tenantIds: ['a', 'b'] });
    incidents.completed('a', 6500, 6600);
    incidents.completed('b', 6500, 6700);
    expect(newest()?.recoveredAt).toBe(6700);
  });

  it('of a lost device are one, whether an inference or the executor felt it first', () => {
    const { incidents, newest } = log();
    incidents.injected('lose-device', on(['a', 'b']));
    expect(incidents.failed(ofTenant('a', 'inference-failed'), 110)).toBe(true);
    expect(incidents.failed(ofExecutor(['b'], 'device-lost'), 111)).toBe(true);
    expect(incidents.list).toHaveLength(1);
    expect(newest()).toMatchObject({ code: 'device-lost', tenantIds: ['a', 'b'] });
  });

  it('of a refused network last until it is back and everybody hit has recovered', () => {
    const { incidents, newest } = log();
    incidents.injected('refuse-network', { ...on([]), executorId: null });
    expect(incidents.failed(ofTenant('a', 'network-unreachable'), 200)).toBe(true);
    expect(incidents.failed({ ...ofTenant('b', 'network-unreachable'), executorId: 'y' }, 300)).toBe(true);
    expect(incidents.list).toHaveLength(1);
    expect(newest()).toMatchObject({ code: 'network-unreachable', tenantIds: ['a', 'b'] });
    incidents.networkBack(400);
    expect(newest()?.recoveredAt).toBeNull();
    incidents.completed('a', 500, 510);
    incidents.completed('b', 500, 520);
    expect(newest()?.recoveredAt).toBe(520);
  });

  it('of a refused network that nobody needed are over when it is back', () => {
    const { incidents, newest } = log();
    incidents.injected('refuse-network', { ...on([]), executorId: null });
    incidents.networkBack(400);
    expect(newest()).toMatchObject({ code: null, recoveredAt: 400 });
  });

  it('that could not be brought about are none', () => {
    const { incidents } = log();
    incidents.withdraw(incidents.injected('lose-device', on(['a'])));
    expect(incidents.list).toEqual([]);
    expect(incidents.anyOpen).toBe(false);
  });

  it('on purpose end with the executor or the tenant that they were meant for', () => {
    const { incidents } = log();
    incidents.injected('lose-device', on([]));
    incidents.executorGone('x');
    incidents.injected('corrupt-output', on(['a']));
    incidents.unwanted('a');
    expect(incidents.anyOpen).toBe(false);
  });

  it('are kept to the last fifty', () => {
    const { incidents } = log();
    for (let i = 0; i < 60; i += 1) incidents.failed(ofTenant(`t${i}`), i);
    expect(incidents.list.map((one) => one.id)).toEqual(Array.from({ length: 50 }, (_, i) => i + 11));
    for (let i = 10; i < 60; i += 1) incidents.completed(`t${i}`, 100, 101);
    expect(incidents.anyOpen).toBe(false);
  });
});
