import { describe, expect, it } from 'vitest';
import { freeExecutorId, freeId, slugOf, statusWords, taskWords, tenantName } from './tenant-words';

it('a second tenant of a model is told from the first by its number', () => {
  expect(tenantName(null, { id: 'selfie', modelId: 'selfie' })).toBe('selfie');
  expect(tenantName(null, { id: 'selfie-2', modelId: 'selfie' })).toBe('selfie 2');
  expect(tenantName(null, { id: 'net-50', modelId: 'net-50' })).toBe('net-50');
});

it('a custom model that is not here is called by its tenant, which was named after it', () => {
  const tenant = { id: 'my-net-2', modelId: 'custom-0123456789ab' };
  expect(tenantName(null, tenant)).toBe('my-net-2');
  expect(taskWords(null, tenant.modelId)).toBe('your own model');
});

describe('the id of a custom model’s first tenant', () => {
  it('is its name in the letters of an id', () => {
    expect(slugOf('Détecteur d’objets (v2)')).toBe('detecteur-d-objets-v2');
    expect(slugOf('ＭｏｂｉｌｅＮｅｔ')).toBe('mobilenet');
    expect(slugOf('漢字')).toBe('model');
    expect(slugOf('')).toBe('model');
  });

  it('does not end like that of a second tenant', () => {
    expect(slugOf('ResNet 50')).toBe('resnet50');
    expect(slugOf('net-2-3')).toBe('net-23');
  });

  it('leaves room for a number within 40 characters', () => {
    expect(slugOf('x'.repeat(80))).toHaveLength(36);
    expect(slugOf(`${'x'.repeat(35)} y`)).toBe('x'.repeat(35));
  });
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

it('a failed tenant tells whether it starts again by itself', () => {
  const error = { code: 'executor-crashed', message: 'It ended.' } as const;
  expect(statusWords({ kind: 'failed', error, restart: null })).toBe('failed');
  expect(statusWords({ kind: 'failed', error, restart: { attempt: 1, at: 0 } })).toBe('failed, starts again');
});
