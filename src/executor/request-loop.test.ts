/** The loop on a virtual clock, on services that take as long as they are told: orders, waits, gaps, leaving. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../base/clock';
import { EngineError } from '../domain/errors';
import type { PolicyId } from '../domain/policy-ids';
import type { InferReport } from '../protocol/executor-contract';
import { createPolicy } from '../scheduling/policies';
import { inferOf } from '../testing/builders';
import { advance, settle } from '../testing/fake-executor';
import { FakeService } from '../testing/fake-service';
import type { BackgroundWork } from './background';
import { RequestLoop } from './request-loop';

interface Wish {
  readonly segmentsMs: readonly number[];
  readonly deadlineAt?: number;
  /** Its input is there from then on. */
  readonly inputAt?: number;
  readonly failure?: EngineError;
  /** From its last segment until its outputs are read. */
  readonly readMs?: number;
}

/** A loop, and what has run on it: `a0` is the first segment of tenant a's request. */
function open({ mayWait = () => true }: { readonly mayWait?: () => boolean } = {}) {
  const clock = new VirtualClock(0);
  const ran: string[] = [];
  const abandoned: string[] = [];
  const turns = { count: 0 };
  const turn = async () => {
    turns.count += 1;
    for (let microtask = 0; microtask < 5; microtask++) await null;
  };
  const loop = new RequestLoop({ now: () => clock.now(), turn, mayWait });
  let requestId = 0;
  const issue = (
    tenantId: string,
    { segmentsMs, deadlineAt, inputAt = 0, failure, readMs = 0 }: Wish,
  ): Promise<InferReport> => {
    let segment = 0;
    class Watched extends FakeService {
      override async prepare() {
        if (inputAt > clock.now()) await new Promise<void>((resolve) => clock.schedule(inputAt, resolve));
      }
      override step() {
        ran.push(`${tenantId}${segment++}`);
        return super.step();
      }
      override async finish(...given: Parameters<FakeService['finish']>) {
        if (readMs > 0) await new Promise<void>((resolve) => clock.schedule(clock.now() + readMs, resolve));
        return super.finish(...given);
      }
      override abandon() {
        abandoned.push(tenantId);
      }
    }
    const service = new Watched({
      clock,
      segmentsMs: (bySegments) => (bySegments ? segmentsMs : [segmentsMs.reduce((sum, ms) => sum + ms, 0)]),
      isHung: () => false,
      takeStallMs: () => 0,
      failure: () => failure ?? null,
      told: () => ({}),
    });
    requestId += 1;
    const argument = {
      ...inferOf(tenantId, requestId),
      arrivedAt: clock.now(),
      deadlineAt: deadlineAt ?? null,
    };
    return loop.serve(argument, service);
  };
  const schedule = (id: PolicyId | null, submitsInFlight = 1) => {
    const choice = { id: id ?? 'fifo', tenants: [], userPolicy: null } as const;
    const grain = id === null ? 'inference' : 'segment';
    const terms = { policy: choice, grain, segmentMs: 2, submitsInFlight } as const;
    loop.schedule(terms, id === null ? null : createPolicy(choice));
  };
  return { clock, loop, ran, turns, abandoned, issue, schedule };
}

describe('while the outputs of a request are read', () => {
  const READ_SLOWLY = { segmentsMs: [2], readMs: 5 };
  const completions = async (submitsInFlight: number) => {
    const { clock, issue, schedule } = open();
    schedule(null, submitsInFlight);
    const ends: Record<string, number> = {};
    const all = ['a', 'b', 'a'].map(async (tenantId, place) => {
      await issue(tenantId, READ_SLOWLY);
      ends[`${tenantId}${place}`] = clock.now();
    });
    await advance(clock, 40);
    await Promise.all(all);
    return ends;
  };

  it('nobody else runs with one submit under way', async () => {
    expect(await completions(1)).toEqual({ a0: 7, b1: 14, a2: 21 });
  });

  it('others run with more, and a tenant runs one request at a time', async () => {
    expect(await completions(2)).toEqual({ a0: 7, b1: 9, a2: 14 });
  });

  it('a failure in reading ends that request alone', async () => {
    const { clock, issue, schedule } = open();
    schedule(null, 2);
    const failure = new EngineError('inference-failed', 'refused');
    const failed = issue('a', { ...READ_SLOWLY, failure }).catch((thrown: unknown) => thrown);
    const served = issue('b', READ_SLOWLY);
    await advance(clock, 40);
    expect(await failed).toBe(failure);
    await served;
  });
});

it('work that cannot go on before a request has lets the requests run', async () => {
  const { clock, loop, ran, issue, schedule } = open();
  schedule('round-robin');
  let isBlocked = true;
  const steps: string[] = [];
  async function* work(): BackgroundWork {
    while (isBlocked) {
      steps.push('blocked');
      yield 'blocked';
    }
    steps.push('done');
  }
  const served = issue('a', HEAVY).then(() => {
    isBlocked = false;
  });
  const other = issue('b', HEAVY);
  loop.inBackground(work());
  await advance(clock, 40);
  await Promise.all([served, other]);
  expect(ran).toHaveLength(8);
  expect(steps.at(-1)).toBe('done');
  expect(steps.length).toBeLessThan(20);
});

const HEAVY = { segmentsMs: [2, 2, 2, 2] };
const URGENT = { segmentsMs: [2], deadlineAt: 10 };

describe('between two segments of a request', () => {
  const turnsOf = async (mayWait: () => boolean, wish: Wish = HEAVY) => {
    const { clock, turns, issue, schedule } = open({ mayWait });
    schedule('edf');
    const served = issue('a', wish);
    await advance(clock, 10);
    await served;
    return turns.count;
  };

  it('the worker takes in messages where one may have come, and else goes on', async () => {
    const always = await turnsOf(() => true);
    const never = await turnsOf(() => false);
    expect(always - never).toBe(HEAVY.segmentsMs.length - 1);
  });

  it('a message that may have come is taken in before the next segment', async () => {
    let left = 2;
    const turns = await turnsOf(() => left-- > 1);
    expect(turns - (await turnsOf(() => false))).toBe(1);
  });

  it('a tenant that waits for its input is not kept waiting to the end of the request', async () => {
    const { clock, ran, issue, schedule } = open({ mayWait: () => false });
    schedule('edf');
    const served = [issue('b', { ...URGENT, inputAt: 3 }), issue('a', HEAVY)];
    await advance(clock, 20);
    await Promise.all(served);
    expect(ran.indexOf('b0')).toBeLessThan(ran.indexOf('a3'));
  });
});

describe('requests served whole', () => {
  it('run in order of issue, one after the other', async () => {
    const { clock, ran, issue } = open();
    const first = issue('a', HEAVY);
    const second = issue('b', URGENT);
    await advance(clock, 12);
    expect(ran).toEqual(['a0', 'b0']);
    expect(await first).toMatchObject({
      startedAt: 0,
      computedAt: 8,
      segmentsAt: null,
      preemptedMs: 0,
      choicesMs: [],
    });
    expect(await second).toMatchObject({ startedAt: 8, computedAt: 10, beyondSegmentMs: null });
  });

  it('of one tenant keep its order even where another was issued in between', async () => {
    const { clock, ran, issue } = open();
    for (const tenantId of ['a', 'a', 'b']) void issue(tenantId, { segmentsMs: [1] });
    await advance(clock, 5);
    expect(ran).toEqual(['a0', 'a0', 'b0']);
  });

  it('step aside while their input is not there, and go on in their place', async () => {
    const { clock, ran, issue } = open();
    const late = issue('a', { segmentsMs: [1], inputAt: 5 });
    await advance(clock, 1);
    for (let request = 0; request < 3; request++) void issue('b', { segmentsMs: [3] });
    await advance(clock, 12);
    expect(ran).toEqual(['b0', 'b0', 'a0', 'b0']);
    expect(await late).toMatchObject({ startedAt: 0, preprocessedAt: 7, computedAt: 8 });
  });
});

describe('requests served in segments', () => {
  it('under EDF give way to a nearer deadline at the next segment', async () => {
    const { clock, ran, issue, schedule } = open();
    schedule('edf');
    const heavy = issue('a', HEAVY);
    await advance(clock, 1);
    const urgent = issue('b', URGENT);
    await advance(clock, 12);
    expect(ran).toEqual(['a0', 'b0', 'a1', 'a2', 'a3']);
    expect(await urgent).toMatchObject({ startedAt: 2, computedAt: 4, beyondSegmentMs: 0 });
    const report = await heavy;
    expect(report).toMatchObject({ startedAt: 0, computedAt: 10, preemptedMs: 2, beyondSegmentMs: null });
    expect(Array.from(report.segmentsAt ?? [])).toEqual([0, 2, 4, 6, 6, 8, 8, 10]);
    expect(report.choicesMs).toHaveLength(4);
  });

  it('under FIFO are served to their end', async () => {
    const { clock, ran, issue, schedule } = open();
    schedule('fifo');
    void issue('a', HEAVY);
    await advance(clock, 1);
    const urgent = issue('b', URGENT);
    await advance(clock, 12);
    expect(ran).toEqual(['a0', 'a1', 'a2', 'a3', 'b0']);
    expect(await urgent).toMatchObject({ startedAt: 8 });
  });

  it('make an urgent one wait for the segment in flight at most, whenever it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 3 }),
        async (at, tenants) => {
          const { clock, issue, schedule } = open();
          schedule('edf');
          for (let tenant = 0; tenant < tenants; tenant++)
            void issue(`heavy-${tenant}`, { segmentsMs: Array.from({ length: 12 }, () => 3) });
          await advance(clock, at);
          const arrivedAt = clock.now();
          const urgent = issue('urgent', URGENT);
          await advance(clock, 10);
          expect((await urgent).startedAt - arrivedAt).toBeLessThanOrEqual(3);
        },
      ),
      { numRuns: 60, seed: 2 },
    );
  });

  it('take up another policy at the next segment', async () => {
    const { clock, ran, issue, schedule } = open();
    schedule('fifo');
    void issue('a', HEAVY);
    void issue('b', URGENT);
    await advance(clock, 3);
    schedule('edf');
    await advance(clock, 10);
    expect(ran).toEqual(['a0', 'a1', 'b0', 'a2', 'a3']);
  });

  it('that were begun end in their segments when whole requests are asked for', async () => {
    const { clock, ran, issue, schedule } = open();
    schedule('edf');
    const begun = issue('a', HEAVY);
    await advance(clock, 3);
    schedule(null);
    const whole = issue('b', URGENT);
    await advance(clock, 12);
    expect(ran).toEqual(['a0', 'a1', 'a2', 'a3', 'b0']);
    expect((await begun).segmentsAt).toHaveLength(8);
    expect((await whole).segmentsAt).toBeNull();
  });

  it('that wait for their input hold up nobody', async () => {
    const { clock, ran, issue, schedule } = open();
    schedule('edf');
    void issue('a', HEAVY);
    const late = issue('b', { ...URGENT, inputAt: 5 });
    await advance(clock, 12);
    expect(ran).toEqual(['a0', 'a1', 'a2', 'b0', 'a3']);
    expect(await late).toMatchObject({ startedAt: 0, preprocessedAt: 6 });
  });

  it('fail alone, and free what they hold', async () => {
    const { clock, ran, abandoned, issue, schedule } = open();
    schedule('edf');
    const failing = issue('b', {
      ...URGENT,
      failure: new EngineError('inference-failed', 'nothing came of it'),
    });
    const refused = expect(failing).rejects.toThrow('nothing came of it');
    const served = issue('a', HEAVY);
    await advance(clock, 12);
    await refused;
    expect(abandoned).toEqual(['b']);
    expect(ran).toEqual(['b0', 'a0', 'a1', 'a2', 'a3']);
    expect(await served).toMatchObject({ computedAt: 10 });
  });
});

describe('a tenant that leaves', () => {
  it('has its request served to the end first, ahead of all others', async () => {
    const { clock, loop, ran, issue, schedule } = open();
    schedule('edf');
    const leaving = issue('a', HEAVY);
    await advance(clock, 1);
    void issue('b', { segmentsMs: [2, 2, 2], deadlineAt: 5 });
    await advance(clock, 2);
    let left = false;
    void loop
      .leave('a', () => {})
      .then(() => {
        left = true;
      });
    await advance(clock, 4);
    expect(left).toBe(false);
    await advance(clock, 3);
    expect(left).toBe(true);
    await leaving;
    await advance(clock, 10);
    expect(ran).toEqual(['a0', 'b0', 'a1', 'a2', 'a3', 'b1', 'b2']);
  });

  it('waits no longer for its input, alone or beside others', async () => {
    for (const others of [0, 1]) {
      const { clock, loop, issue } = open();
      const waiting = issue('a', { segmentsMs: [1], inputAt: 100 });
      if (others > 0) void issue('b', HEAVY);
      await advance(clock, 1);
      let told = 0;
      void loop.leave('a', () => {
        told += 1;
      });
      await settle();
      expect(told).toBe(1);
      await advance(clock, 110);
      await waiting;
    }
  });
});

describe('background work', () => {
  /** Notes each step among what ran, and its end; a step takes `stepMs`. */
  async function* work(ran: string[], steps: number, clock: VirtualClock, stepMs: number): BackgroundWork {
    try {
      for (let step = 0; step < steps; step++) {
        ran.push(`work${step}`);
        await new Promise<void>((resolve) => clock.schedule(clock.now() + stepMs, resolve));
        yield;
      }
    } finally {
      ran.push('freed');
    }
  }

  it('is done at once while nobody waits', async () => {
    const { clock, loop, ran } = open();
    loop.inBackground(work(ran, 2, clock, 1));
    await advance(clock, 3);
    expect(ran).toEqual(['work0', 'work1', 'freed']);
  });

  it('is let in after each request, and between requests only: one step when that is long', async () => {
    const { clock, loop, ran, issue, schedule } = open();
    schedule('edf');
    const both = [issue('a', { segmentsMs: [1, 1] }), issue('b', { segmentsMs: [1, 1] })];
    loop.inBackground(work(ran, 4, clock, 10));
    await advance(clock, 60);
    await Promise.all(both);
    expect(ran).toEqual(['a0', 'a1', 'work0', 'b0', 'b1', 'work1', 'work2', 'work3', 'freed']);
  });

  it('takes several short steps after a request, and leaves off after 8 ms', async () => {
    const { clock, loop, ran, issue, schedule } = open();
    schedule('edf');
    const both = [issue('a', { segmentsMs: [1] }), issue('b', { segmentsMs: [1] })];
    loop.inBackground(work(ran, 5, clock, 3));
    await advance(clock, 40);
    await Promise.all(both);
    expect(ran).toEqual(['a0', 'work0', 'work1', 'work2', 'b0', 'work3', 'work4', 'freed']);
  });

  it('that somebody waits for comes first, and for as long as the newest segment took', async () => {
    const { clock, loop, ran, issue, schedule } = open();
    schedule('edf');
    const all = ['a', 'b'].map((tenantId) => issue(tenantId, { segmentsMs: [20] }));
    loop.inBackground(work(ran, 9, clock, 5));
    const awaited = async function* (): BackgroundWork {
      for (let step = 0; step < 6; step++) {
        ran.push(`load${step}`);
        await new Promise<void>((resolve) => clock.schedule(clock.now() + 5, resolve));
        yield;
      }
    };
    loop.inBackground(awaited(), true);
    await advance(clock, 75);
    await Promise.all(all);
    const order = ['a0', 'load0', 'load1', 'load2', 'load3', 'b0', 'load4', 'load5', 'work0'];
    expect(ran.slice(0, order.length)).toEqual(order);
  });

  it('does not wait for a request that waits for its input alone', async () => {
    const { clock, loop, ran, issue } = open();
    const waiting = issue('a', { segmentsMs: [1], inputAt: 1000 });
    await settle();
    loop.inBackground(work(ran, 1, clock, 5), true);
    await advance(clock, 10);
    expect(ran).toEqual(['work0', 'freed']);
    await advance(clock, 1000);
    await waiting;
  });

  it('that is given up frees what it holds and is not begun again', async () => {
    const { clock, loop, ran, issue } = open();
    void issue('a', { segmentsMs: [1] });
    const inHand = loop.inBackground(work(ran, 9, clock, 10));
    void issue('b', { segmentsMs: [5] });
    await advance(clock, 2);
    const stopped = inHand.stop();
    await advance(clock, 30);
    await stopped;
    expect(ran).toEqual(['a0', 'work0', 'freed', 'b0']);
  });
});
