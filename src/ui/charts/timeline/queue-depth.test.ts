import { expect, it } from 'vitest';
import { completedRequest } from '../../../testing/builders';
import { pastOf, pictureOf } from '../../../testing/past';
import { QueueDepth, QueueSamples } from './queue-depth';

const picture = { fromAt: 0, toAt: 100, width: 100 };

function depthOf(requests: Parameters<typeof completedRequest>[0][], samples = new QueueSamples()) {
  const past = pastOf(requests.map((one) => completedRequest(one)));
  const depth = new QueueDepth();
  const bounds = pictureOf(past, picture);
  depth.begin(bounds, 1);
  for (let row = past.oldest; row < past.end; row += 1) depth.add(past, row, 0);
  depth.end(0, samples.of('wasm-1'));
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

it('a tenant that was overtaken is not known beyond its own newest request: there the samples count', () => {
  const samples = new QueueSamples();
  samples.push('wasm-1', 0, 7);
  const { at } = depthOf(
    [
      { at: 10, tenantId: 'slow', partsMs: [5, 0, 0, 5, 0, 0] },
      { at: 60, tenantId: 'quick', partsMs: [5, 0, 0, 5, 0, 0] },
      { at: 90, tenantId: 'slow', outcome: 'dropped', stamps: null, issuedAt: null },
    ],
    samples,
  );
  expect([at(5), at(30), at(70)]).toEqual([0, 7, 7]);
});
