import { expect, it } from 'vitest';
import { packRecords, unpackRecords } from '../../../protocol/record-batch';
import { completedRequest } from '../../../testing/builders';
import { countByTenant, laneSentence, lifeOf } from './request-words';

const row = (given: Parameters<typeof completedRequest>[0]) => {
  const [unpacked] = unpackRecords(packRecords([completedRequest(given)]));
  if (unpacked === undefined) throw new Error('one record in, one row out');
  return unpacked;
};
const said = (given: Parameters<typeof completedRequest>[0]) =>
  lifeOf(row(given)).map(({ label, value }) => `${label} ${value.replace('\u202f', ' ')}`);

it('the life of a completed request is told by its stations', () => {
  expect(said({ partsMs: [20, 0.5, 1, 23, 0.25, 0.25] })).toEqual([
    'latency 45.0 ms',
    'queueing 20.0 ms',
    'transport 0.50 ms',
    'service 24.5 ms',
    'pre-processing 1.00 ms',
    'compute 23.0 ms',
    'readback 0.25 ms',
    'decode 0.25 ms',
  ]);
});

it('on WebGPU it tells what it cost to issue, and the GPU time where that was timed', () => {
  expect(said({ issueMs: 0.12, gpuMs: 3.4 }).filter((line) => /issue|GPU/.test(line))).toEqual([
    'CPU to issue 0.12 ms',
    'GPU time 3.40 ms',
  ]);
  expect(said({ issueMs: 0.12, gpuMs: 'invalid' }).filter((line) => /GPU/.test(line))).toEqual([]);
});

it('a deadline is told as time to spare or as lateness', () => {
  const partsMs = [0, 0, 0, 40, 0, 0];
  const deadlineAt = (value: number) => value as never; // instants are branded numbers
  expect(said({ partsMs, deadlineAt: deadlineAt(50) }).at(-1)).toBe('before the deadline 10.0 ms');
  expect(said({ partsMs, deadlineAt: deadlineAt(30) }).at(-1)).toBe('late by 10.0 ms');
});

it('a dropped request says why it was never served', () => {
  expect(said({ outcome: 'dropped', stamps: null, issuedAt: null })).toEqual(['dropped never served']);
});

it('a lane is one sentence with every tenant and its losses', () => {
  const rows = [
    row({ tenantId: 'a' }),
    row({ tenantId: 'a', outcome: 'late' }),
    row({ tenantId: 'b', outcome: 'dropped', stamps: null, issuedAt: null }),
    row({ tenantId: 'c', executorId: 'other' }),
  ];
  const tenants = countByTenant(rows, 'wasm-1', new Map([['a', 'Face']]));
  const facts = { label: 'executor-1, wasm', utilisationFraction: 0.97, queued: 1, spanMs: 2000, tenants };
  expect(laneSentence(facts).replaceAll('\u202f', ' ')).toBe(
    'executor-1, wasm: 97 % busy, 1 request waits. In the last 2000 ms: Face 2 completed, 1 late; b 0 completed, 1 lost.',
  );
});
