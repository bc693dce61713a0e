import { expect, it } from 'vitest';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { pipelineStages } from './pipeline-stages';

const waterfall = (computeMs: number) => ({
  queueingMs: 0,
  transportMs: 0,
  preprocessMs: 0,
  ownComputeMs: computeMs,
  slowedMs: null,
  preemptedMs: 2,
  readbackMs: 0,
  decodeMs: 0,
});
const tenant = (id: string, after: string | null, computeMs: number | null): TenantSnapshot =>
  ({
    config: { id, ...(after === null ? {} : { dependsOn: { tenantId: after } }) },
    waterfall: computeMs === null ? null : waterfall(computeMs),
  }) as unknown as TenantSnapshot; // the stages read these fields only

const face = [tenant('iris', 'mesh', 5), tenant('face', null, 10), tenant('mesh', 'face', 20)];

it('the way goes from the first to the one that is asked for, each where the one before ended', () => {
  expect(
    pipelineStages(face, 'iris')?.map(({ tenantId, fromMs, totalMs }) => [tenantId, fromMs, totalMs]),
  ).toEqual([
    ['face', 0, 12],
    ['mesh', 12, 22],
    ['iris', 34, 7],
  ]);
});

it('a tenant that nothing triggers is no pipeline', () => {
  expect(pipelineStages(face, 'face')).toBeNull();
});

it('while a stage has completed nothing there is no way to show, nor one through a tenant that is gone', () => {
  expect(pipelineStages([...face.slice(0, 2), tenant('mesh', 'face', null)], 'iris')).toBeNull();
  expect(pipelineStages(face.slice(0, 2), 'iris')).toBeNull();
});

it('a circle ends', () => {
  expect(pipelineStages([tenant('a', 'b', 1), tenant('b', 'a', 1)], 'a')).not.toBeUndefined();
});
