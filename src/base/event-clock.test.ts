import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventClock, type Timer } from './event-clock';

/** What a test does with the clock, one after another. */
const at = fc.integer({ min: 0, max: 200 });
const which = fc.nat(60);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('set' as const), at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), which, at }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('run' as const), spanMs: fc.integer({ min: 0, max: 20 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A list that is sorted whenever it is asked, beside the clock: both are told the same. */
class Twins {
  readonly clock = new EventClock(0, 2);
  readonly fired: number[] = [];
  readonly expected: number[] = [];
  #planned: { readonly name: number; at: number; order: number; readonly timer: Timer }[] = [];
  #names = 0;
  #order = 0;

  take(one: Step): void {
    if (one.kind === 'run') this.#run(this.clock.now() + one.spanMs);
    else if (one.kind === 'set') this.#set(one.at);
    else this.#change(one);
    expect(this.clock.pending).toBe(this.#planned.length);
    expect(this.fired).toEqual(this.expected);
  }

  #set(at: number): void {
    const name = this.#names++;
    const timer = this.clock.set(at, () => this.fired.push(name));
    this.#planned.push({ name, at: Math.max(at, this.clock.now()), order: this.#order++, timer });
  }

  #change(one: Exclude<Step, { kind: 'set' | 'run' }>): void {
    const there = this.#planned.find(({ name }) => name === one.which);
    if (there === undefined) return;
    if (one.kind === 'cancel') {
      this.clock.cancel(there.timer);
      this.#planned = this.#planned.filter((other) => other !== there);
    } else {
      this.clock.move(there.timer, one.at);
      there.at = Math.max(one.at, this.clock.now());
      there.order = this.#order++;
    }
  }

  #run(until: number): void {
    const due = this.#planned
      .filter((one) => one.at <= until)
      .sort((a, b) => a.at - b.at || a.order - b.order);
    this.expected.push(...due.map(({ name }) => name));
    this.#planned = this.#planned.filter((one) => one.at > until);
    this.clock.runUntil(until);
    expect(this.clock.now()).toBe(until);
  }
}

describe('event clock', () => {
  it('fires what a sorted list would, in its order, whatever is set, moved and cancelled in between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150, size: 'max' }), (steps) => {
        const twins = new Twins();
        for (const one of steps) twins.take(one);
      }),
      { numRuns: 150, seed: 15 },
    );
  });

  it('shows a timer its own instant, and fires what that timer schedules for now', () => {
    const clock = new EventClock(100);
    const seen: number[] = [];
    clock.schedule(130, () => {
      seen.push(clock.now());
      clock.schedule(90, () => seen.push(clock.now()));
    });
    expect(clock.runUntil(200)).toBe(2);
    expect(seen).toEqual([130, 130]);
  });

  it('leaves another timer alone that has the slot of one that fired', () => {
    const clock = new EventClock();
    let fired = 0;
    const cancel = clock.schedule(1, () => {});
    clock.runUntil(1);
    clock.schedule(2, () => {
      fired += 1;
    });
    cancel();
    clock.runUntil(2);
    expect(fired).toBe(1);
  });
});
