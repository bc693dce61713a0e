import { describe, expect, it } from 'vitest';
import type { Model } from '../../domain/model';
import type { Deadline, DependsOn, TenantConfig } from '../../domain/scenario';
import { instant } from '../../domain/units';
import type { Handoff } from '../../protocol/executor-contract';
import { baseline, model, scenario } from '../../testing/builders';
import { TenantRuntime } from '../tenant-runtime';
import { type ParentRequest, Pipelines } from './pipelines';

const models = new Map<string, Model>([['tiny', model('tiny')]]);
const generator = () => ({ start() {}, stop() {}, requestEnded() {} });
const dependent = (
  tenantId: string,
  dependsOn: Partial<DependsOn> = {},
  deadline: Deadline = { kind: 'none' },
): Partial<TenantConfig> => ({
  workload: { kind: 'triggered', queueBound: 4 },
  dependsOn: { tenantId, probability: 1, fanOut: 1, ...dependsOn },
  deadline,
});

/** Loaded tenants whose workloads run. */
function setUp(rows: readonly (readonly [string, Partial<TenantConfig>?])[], seed = 1) {
  const frame = { kind: 'periodic', ratePerSecond: 10, jitterFraction: 0, queueBound: 4 } as const;
  const document = scenario(rows.map(([id, change]) => [id, 'x', { workload: frame, ...change }]));
  const tenants = new Map(
    document.tenants.map((config) => [config.id, new TenantRuntime(config, () => null)]),
  );
  for (const tenant of tenants.values()) Object.assign(tenant, { generator: generator(), residence: 'x' });
  const pipelines = new Pipelines({ tenants, modelOf: (id) => models.get(id), seed: () => seed });
  return {
    pipelines,
    of: (id: string) => tenants.get(id) as TenantRuntime, // by the test
    tenants,
    wished: (id: string, requestId = 1) =>
      pipelines.wishesFor({ id }, requestId).map(({ tenantId }) => tenantId),
  };
}

/** A handoff, and whether it was closed. */
function handed(capturedAt = 900) {
  let closed = 0;
  const picture = { close: () => (closed += 1) } as unknown as ImageBitmap; // closed, no more
  const handoff: Handoff = {
    frameNumber: 1,
    capturedAt,
    pixels: new Uint8ClampedArray(16),
    regions: [],
    regionFound: true,
    picture,
  };
  return { handoff, closed: () => closed };
}
const request = (change: Partial<ParentRequest> = {}): ParentRequest => ({
  requestId: 1,
  tenantId: 'faces',
  arrivedAt: instant(1000),
  cause: null,
  nextFrameAt: instant(1100),
  ...change,
});

describe('whom a request is to trigger', () => {
  it('is every tenant that depends on its own, with its input and fan-out', () => {
    const { pipelines } = setUp([['faces'], ['mesh', dependent('faces', { fanOut: 3 })], ['other']]);
    const wishes = pipelines.wishesFor({ id: 'faces' }, 1);
    expect(wishes).toMatchObject([
      { tenantId: 'mesh', fanOut: 3, withPicture: false, input: model('tiny').input },
    ]);
    expect(pipelines.wishesFor({ id: 'mesh' }, 2)).toEqual([]);
  });

  it('gets the whole picture only when it hands on in its turn', () => {
    const { pipelines } = setUp([
      ['faces'],
      ['mesh', dependent('faces')],
      ['emotion', dependent('faces')],
      ['iris', dependent('mesh')],
    ]);
    const wishes = pipelines.wishesFor({ id: 'faces' }, 1);
    expect(wishes.map(({ tenantId, withPicture }) => [tenantId, withPicture])).toEqual([
      ['mesh', true],
      ['emotion', false],
    ]);
  });

  it('is none that is paused, failed, not loaded or stands still', () => {
    for (const state of [
      { failure: { code: 'inference-failed', message: 'it broke' } },
      { residence: null },
      { generator: null },
    ]) {
      const { of, wished } = setUp([['faces'], ['mesh', dependent('faces')]]);
      expect(wished('faces')).toEqual(['mesh']);
      Object.assign(of('mesh'), state);
      expect(wished('faces', 2)).toEqual([]);
    }
    const { wished } = setUp([['faces'], ['mesh', { ...dependent('faces'), paused: true }]]);
    expect(wished('faces')).toEqual([]);
  });

  it('is drawn by its probability: never, always, a fifth of the time within binomial bounds', () => {
    const triggered = (probability: number, seed = 1) => {
      const { wished } = setUp([['faces'], ['mesh', dependent('faces', { probability })]], seed);
      return Array.from({ length: 2000 }, (_, index) => wished('faces', index).length > 0);
    };
    const count = (draws: readonly boolean[]) => draws.filter(Boolean).length;
    expect(count(triggered(0))).toBe(0);
    expect(count(triggered(1))).toBe(2000);
    const fifth = triggered(0.2);
    // 4 standard deviations of a binomial of 2000 and 0.2: 4 √(2000 · 0.2 · 0.8) = 71.6.
    expect(Math.abs(count(fifth) - 400)).toBeLessThan(72);
    expect(triggered(0.2)).toEqual(fifth);
    expect(triggered(0.2, 2)).not.toEqual(fifth);
  });

  it('is drawn for each dependant by itself, and anew when its workload starts anew', () => {
    const { wished, of } = setUp([
      ['faces'],
      ['a', dependent('faces', { probability: 0.5 })],
      ['b', dependent('faces', { probability: 0.5 })],
    ]);
    const draws = () => Array.from({ length: 64 }, (_, index) => wished('faces', index).join());
    const first = draws();
    expect(first.some((one) => one === 'a')).toBe(true);
    expect(first.some((one) => one === 'b')).toBe(true);
    expect(draws()).not.toEqual(first);
    for (const id of ['a', 'b']) of(id).generator = generator();
    expect(draws()).toEqual(first);
  });
});

describe('what a completion triggers', () => {
  it('arrives at that instant, knows its cause, and carries what was handed on', () => {
    const { pipelines, wished } = setUp([['faces'], ['mesh', dependent('faces')]]);
    wished('faces');
    const { handoff } = handed();
    const [child] = pipelines.completed(request(), instant(1040), { handoffs: [[handoff]] });
    expect(child).toMatchObject({
      tenantId: 'mesh',
      arrivedAt: 1040,
      deadlineAt: null,
      cause: { parentId: 1, rootArrivedAt: 1000, capturedAt: 900 },
    });
    expect(child?.handoff).toBe(handoff);
  });

  it('goes back to the first arrival through every stage', () => {
    const { pipelines, wished } = setUp([
      ['faces'],
      ['mesh', dependent('faces')],
      ['iris', dependent('mesh')],
    ]);
    wished('mesh', 7);
    const cause = { parentId: 1, rootArrivedAt: instant(1000), capturedAt: instant(900) };
    const parent = request({ requestId: 7, tenantId: 'mesh', arrivedAt: instant(1040), cause });
    const [child] = pipelines.completed(parent, instant(1060), { handoffs: [[handed().handoff]] });
    expect(child?.cause).toEqual({ parentId: 7, rootArrivedAt: 1000, capturedAt: 900 });
  });

  it('is one request for each thing handed on, and none where nothing was found', () => {
    const { pipelines, wished } = setUp([
      ['faces'],
      ['mesh', dependent('faces', { fanOut: 2 })],
      ['emotion', dependent('faces')],
    ]);
    wished('faces');
    const handoffs = [[handed().handoff, handed().handoff], []];
    const children = pipelines.completed(request(), instant(1040), { handoffs });
    expect(children.map(({ tenantId }) => tenantId)).toEqual(['mesh', 'mesh']);
  });

  it.each<[Deadline, number | null]>([
    [{ kind: 'none' }, null],
    [{ kind: 'next-frame' }, 1100],
    [{ kind: 'fixed', ms: 70 }, 1070],
    [{ kind: 'alone', factor: 3 }, 1040 + 3 * 20],
  ])(
    'is due by the first cause’s frame or arrival, or by a multiple of its own time: %j',
    (deadline, due) => {
      const { pipelines, wished, of } = setUp([['faces'], ['mesh', dependent('faces', {}, deadline)]]);
      of('mesh').alone = baseline({ throughputPerSecond: 50 });
      wished('faces');
      const [child] = pipelines.completed(request(), instant(1040), { handoffs: [[handed().handoff]] });
      expect(child?.deadlineAt).toBe(due);
    },
  );

  it('is closed unseen when its tenant is gone or paused by then', () => {
    const { pipelines, wished, tenants } = setUp([['faces'], ['mesh', dependent('faces')]]);
    wished('faces');
    tenants.delete('mesh');
    const { handoff, closed } = handed();
    expect(pipelines.completed(request(), instant(1040), { handoffs: [[handoff]] })).toEqual([]);
    expect(closed()).toBe(1);
  });

  it('is closed unseen when its request had failed already', () => {
    const { pipelines, wished } = setUp([['faces'], ['mesh', dependent('faces')]]);
    wished('faces');
    pipelines.forget(1);
    const { handoff, closed } = handed();
    expect(pipelines.completed(request(), instant(1040), { handoffs: [[handoff]] })).toEqual([]);
    expect(closed()).toBe(1);
  });
});

describe('where a record stands', () => {
  it('is at its own beginning for the first of a pipeline, nowhere outside of one', () => {
    const { pipelines } = setUp([['faces'], ['mesh', dependent('faces')], ['other']]);
    expect(pipelines.causeOf(request(), instant(900))).toEqual({
      parentId: 1,
      rootArrivedAt: 1000,
      capturedAt: 900,
    });
    expect(pipelines.causeOf(request({ tenantId: 'other' }), instant(900))).toBeNull();
    expect(pipelines.causeOf(request({ tenantId: 'mesh' }), null)).toBeNull();
  });
});
