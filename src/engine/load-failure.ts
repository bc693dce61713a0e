/**
 * Tells from a library's error why a model does not run on an executor. TensorFlow.js throws plain errors: what they
 * mean is in their text only. It knows no tenants.
 */
import type { Backend } from '../domain/backend';
import { EngineError, type ErrorCode, reportOf } from '../domain/errors';

interface Place {
  readonly model: string;
  readonly executorId: string;
  /** Null while none has started. */
  readonly backend: Backend | null;
}

const MISSING_KERNEL = /Kernel '(\w+)' not registered for backend '(\w+)'/;
const TOO_LARGE_A_TEXTURE =
  /Requested texture size \[([\dx]+)\] greater than WebGL maximum on this browser \/ GPU \[(\d+)/i;
const OUT_OF_MEMORY =
  /out of memory|OUT_OF_MEMORY|\bOOM\b|cannot enlarge memory|could not allocate memory|array buffer allocation failed/i;

/** The codes under which a library's own words cross the threads. */
const UNEXPLAINED: readonly ErrorCode[] = ['model-load-failed', 'inference-failed'];

/** Any thrown value of a load as an `EngineError` that says what happened, where, and what to try. */
export function explainLoadFailure(thrown: unknown, { model, executorId, backend }: Place): EngineError {
  const { code, message } = reportOf(thrown, 'model-load-failed');
  if (!UNEXPLAINED.includes(code)) return new EngineError(code, message);
  const where = backend === null ? executorId : `${executorId} (${backend})`;
  const kernel = MISSING_KERNEL.exec(message);
  if (kernel !== null) {
    return new EngineError(
      'backend-unsuited',
      `${model} cannot run on ${where}: backend ${kernel[2]} has no operation ${kernel[1]}. Try an executor with another backend.`,
    );
  }
  const texture = TOO_LARGE_A_TEXTURE.exec(message);
  if (texture !== null) {
    return new EngineError(
      'backend-unsuited',
      `${model} cannot run on ${where}: it needs a larger texture, ${texture[1]}, than the limit MAX_TEXTURE_SIZE of this GPU, ${texture[2]}. Try an executor with another backend.`,
    );
  }
  if (OUT_OF_MEMORY.test(message)) {
    return new EngineError(
      'out-of-memory',
      `There is not enough memory for ${model} on ${where}. Remove a model, or try a smaller one.`,
    );
  }
  if (thrown instanceof EngineError) return thrown;
  return new EngineError(code, `${model} could not be loaded on ${where}: ${message}`);
}
