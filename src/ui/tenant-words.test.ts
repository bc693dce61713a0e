import { expect, it } from 'vitest';
import { freeExecutorId, freeId, statusWords, tenantName } from './tenant-words';

it('a second tenant of a model is told from the first by its number', () => {
  expect(tenantName(null, { id: 'selfie', modelId: 'selfie' })).toBe('selfie');
  expect(tenantName(null, { id: 'selfie-2', modelId: 'selfie' })).toBe('selfie 2');
  expect(tenantName(null, { id: 'net-50', modelId: 'net-50' })).toBe('net-50');
});

it('a new tenant or executor takes the first free id', () => {
  expect(freeId('selfie', ['selfie', 'selfie-2'])).toBe('selfie-3');
  expect(freeExecutorId(['executor-1', 'executor-3'])).toBe('executor-2');
});

it('a loading tenant tells its phase and how far it is', () => {
  expect(statusWords({ kind: 'loading', phase: 'download', fraction: 0.5, files: [] })).toBe(
    'downloads 50\u202f%',
  );
  expect(statusWords({ kind: 'loading', phase: 'parse', fraction: null, files: [] })).toBe('is parsed');
  expect(statusWords({ kind: 'loading', phase: 'compile', fraction: null, files: [] })).toBe('is compiled');
  expect(statusWords({ kind: 'running' })).toBeNull();
});
