import { describe, expect, it } from 'vitest';
import { InjectedFaults } from './injected-faults';

/** A clock that goes on by a second whenever it is read, and faults on it. */
function open() {
  let time = 0;
  const faults = new InjectedFaults(() => {
    time += 1000;
    return time;
  });
  return { faults, elapsed: () => time };
}
const outputs = [
  { name: 'a', shape: [2], data: Float32Array.of(1, 2) },
  { name: 'b', shape: [1], data: Int32Array.of(3) },
];

describe('injected faults', () => {
  it('let everybody else alone', () => {
    const { faults, elapsed } = open();
    faults.stall('a', 5000);
    faults.corrupt('a');
    faults.beforeCompute('b');
    expect(elapsed()).toBe(0);
    expect(faults.afterRead('b', outputs)).toBe(outputs);
  });

  it('stall once, as long as asked', () => {
    const { faults, elapsed } = open();
    faults.stall('a', 5000);
    faults.beforeCompute('a');
    expect(elapsed()).toBe(6000); // it read the clock when it began
    faults.beforeCompute('a');
    expect(elapsed()).toBe(6000);
  });

  it.each([1e9, Number.POSITIVE_INFINITY])('stall for a minute at most, asked for %d ms', (durationMs) => {
    const { faults, elapsed } = open();
    faults.stall('a', durationMs);
    faults.beforeCompute('a');
    expect(elapsed()).toBe(61_000);
  });

  it('corrupt every output once, and leave names and shapes', () => {
    const { faults } = open();
    faults.corrupt('a');
    expect(faults.afterRead('a', outputs)).toEqual([
      { name: 'a', shape: [2], data: Float32Array.of(NaN, NaN) },
      { name: 'b', shape: [1], data: Float32Array.of(NaN) },
    ]);
    expect(faults.afterRead('a', outputs)).toBe(outputs);
  });

  it('are forgotten with their tenant', () => {
    const { faults, elapsed } = open();
    faults.stall('a', 5000);
    faults.corrupt('a');
    faults.forget('a');
    faults.beforeCompute('a');
    expect(elapsed()).toBe(0);
    expect(faults.afterRead('a', outputs)).toBe(outputs);
  });
});
