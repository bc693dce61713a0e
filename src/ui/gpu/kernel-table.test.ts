import { expect, it } from 'vitest';
import type { KernelProfile } from '../../domain/gpu';
import { kernelTable, profileLine, profileWarning } from './kernel-table';

const plain = (words: string) => words.replaceAll('\u202f', ' ');

const profile: KernelProfile = {
  runs: 5,
  rows: [
    { kernel: 'Add', program: 'BinaryOpProgram', dispatches: 16, gpuMs: 0.5 },
    { kernel: 'FusedConv2D', program: 'Conv2DMMProgram', dispatches: 20, gpuMs: 1.5 },
    { kernel: 'Reshape', program: 'CopyProgram', dispatches: 2, gpuMs: null },
  ],
  invalid: 3,
  measured: 190,
  stepMs: 0.1,
  reason: null,
};
const rowsOf = (given: KernelProfile) =>
  kernelTable(given).rows.map(({ head, cells }) => plain([head, ...cells].join(' | ')));

it('kernels stand in the order of their time, each with its share, their sum at the end', () => {
  expect(rowsOf(profile)).toEqual([
    'FusedConv2D | 1.50 ms | 75.0 % | 20 | Conv2DMMProgram',
    'Add | 0.50 ms | 25.0 % | 16 | BinaryOpProgram',
    'Reshape | – | – | 2 | CopyProgram',
    'All | 2.00 ms | 100.0 % | 38 | ',
  ]);
});

it('without timestamps the counts remain, and no time is made up', () => {
  const untimed = {
    ...profile,
    rows: profile.rows.map((row) => ({ ...row, gpuMs: null })),
    reason: 'This device has no timestamp queries.',
  };
  expect(rowsOf(untimed)).toEqual([
    'FusedConv2D | – | – | 20 | Conv2DMMProgram',
    'Add | – | – | 16 | BinaryOpProgram',
    'Reshape | – | – | 2 | CopyProgram',
    'All | – | – | 38 | ',
  ]);
});

it('says how it was taken, and when most of it is missing', () => {
  expect(plain(profileLine(profile))).toBe(
    '5 runs · 3 of 190 pairs of timestamps invalid, left out · smallest step 0.10 ms',
  );
  expect(profileLine({ ...profile, runs: 1, stepMs: null })).toContain('1 run · ');
  expect(profileWarning(profile)).toBeNull();
  expect(profileWarning({ ...profile, invalid: 0, measured: 0 })).toBeNull();
  expect(profileWarning({ ...profile, invalid: 120 })).toContain('rough');
});
