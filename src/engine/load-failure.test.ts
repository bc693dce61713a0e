import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { explainLoadFailure } from './load-failure';

const place = { model: 'FaceMesh', executorId: 'webgl-1', backend: 'webgl' } as const;

describe('why a model does not run', () => {
  for (const [text, code, says] of [
    ["Kernel 'FusedConv2D' not registered for backend 'webgl'", 'backend-unsuited', 'operation FusedConv2D'],
    [
      'Requested texture size [20000x4] greater than WebGL maximum on this browser / GPU [8192x8192].',
      'backend-unsuited',
      'larger texture, 20000x4, than the limit MAX_TEXTURE_SIZE of this GPU, 8192',
    ],
    ['Aborted(OOM). Build with -sASSERTIONS', 'out-of-memory', 'not enough memory for FaceMesh'],
    ['Array buffer allocation failed', 'out-of-memory', 'webgl-1 (webgl)'],
    ['something else', 'model-load-failed', 'something else'],
  ] as const) {
    it(`is "${code}" where the library says: ${text.slice(0, 40)}`, () => {
      const error = explainLoadFailure(new Error(text), place);
      expect(error.code).toBe(code);
      expect(error.message).toContain(says);
    });
  }

  it('is found inside what the executor has put into words already', () => {
    const thrown = new EngineError(
      'model-load-failed',
      "TensorFlow.js: Kernel 'Foo' not registered for backend 'wasm'",
    );
    expect(explainLoadFailure(thrown, place).code).toBe('backend-unsuited');
  });

  it('stays what it is when the executor knows it', () => {
    const thrown = new EngineError('model-missing', 'weights.bin is missing');
    expect(explainLoadFailure(thrown, place)).toMatchObject({
      code: 'model-missing',
      message: 'weights.bin is missing',
    });
  });
});
