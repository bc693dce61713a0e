import { expect, it } from 'vitest';
import { packRecords, unpackRecords } from '../../../protocol/record-batch';
import { completedRequest } from '../../../testing/builders';
import { QueueDepth, QueueSamples } from './queue-depth';

const bounds = { fromAt: 0, toAt: 100, width: 100, lanes: 1, laneOf: new Map([['wasm-1', 0]]) };

function depthOf(requests: Parameters<typeof completedRequest>[0][], samples = new QueueSamples()) {
  const rows = unpackRecords(packRecords(requests.map((one) => completedRequest(one))));
  const depth = new QueueDepth();
  depth.fill({ ...bounds, rows }, samples);
  return { depth, at: (x: number) => depth.depth[x] };
}

it('a request waits from its arrival until it is issued', () => {
  const { at } = depthOf([{ at: 10, partsMs: [20, 0, 0, 5, 0, 0] }]);
  expect([at(9), at(10), at(29), at(30)]).toEqual([0, 1, 1, 0]);
});

it('requests that wait together add up', () => {
  const { depth, at } = depthOf([
    { at: 10, partsMs: [30, 0, 0, 5, 0, 0] },
    { at: 20, partsMs: [30, 0, 0, 5, 0, 0] },
  ]);
  expect([at(15), at(25), at(45)]).toEqual([1, 2, 1]);
  expect(depth.largest).toBe(2);
});

it('a wait that began before the picture counts from its left edge', () => {
  expect(depthOf([{ at: -50, partsMs: [60, 0, 0, 5, 0, 0] }]).at(0)).toBe(1);
});

it('a dropped request never waited', () => {
  expect(depthOf([{ at: 10, outcome: 'dropped', stamps: null, issuedAt: null }]).depth.largest).toBe(0);
});

it('beyond the newest finished arrival the samples of the engine count', () => {
  const samples = new QueueSamples();
  samples.push('wasm-1', 5, 9);
  samples.push('wasm-1', 40, 3);
  samples.push('wasm-1', 60, 2);
  const { at } = depthOf([{ at: 30, partsMs: [5, 0, 0, 5, 0, 0] }], samples);
  expect([at(10), at(32), at(50), at(70)]).toEqual([0, 9, 3, 2]);
});
