import { expect, it } from 'vitest';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { spreadOf, throughputTable } from './throughput-table';

it('the spread is told from the points that are there', () => {
  expect(spreadOf([4, null, 1, 3])).toEqual({ min: 1, median: 3, max: 4 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, max: 4 });
  expect(spreadOf([null])).toEqual({ min: null, median: null, max: null });
});

it('a row says now, the share, the window, the spread and alone, with a dash for what is not known', () => {
  const tenant = {
    config: { id: 'a', executorId: 'x' },
    lastSecondPerSecond: 30,
    throughputPerSecond: 29.5,
    alone: null,
  } as unknown as TenantSnapshot; // the table reads these fields only
  const [row] = throughputTable([tenant], ['FaceMesh'], () => [28, 30, 31]).rows;
  expect(row?.head).toBe('FaceMesh');
  expect(row?.cells).toEqual(['x', '30', '100\u202f%', '29.50', '28.00', '30.00', '31.00', '–']);
});
