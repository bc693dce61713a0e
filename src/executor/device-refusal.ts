/**
 * What a GPU device did not do although it was asked to: the device lives, and whatever depended on that command is worth
 * nothing. Its words become an error that can be told; it knows no tenants.
 */
import { EngineError, type ErrorCode } from '../domain/errors';

/** As WebGPU's error scopes tell them apart; WebGL tells only the first. */
export type RefusalKind = 'out-of-memory' | 'validation' | 'internal';

const CODES: Readonly<Record<RefusalKind, ErrorCode>> = {
  'out-of-memory': 'out-of-memory',
  validation: 'inference-failed',
  internal: 'inference-failed',
};

/** Dawn names an object by its kind and label: `[ComputePipeline "Conv2DMMProgram"]`, descriptors with two quotes each side. */
const KERNEL =
  /\[(?:Invalid )?(?:ShaderModule|ShaderModuleDescriptor|ComputePipeline|ComputePipelineDescriptor) "{1,2}([\w$]+)"/;
/** Of Dawn's sentences about limits: the model will not fit the next time either. */
const BEYOND_A_LIMIT = /exceeds the max|(?:larger|greater) than the max/i;
/** A reason, not a page of the driver's call stack. */
const LINES = 2;
const CHARACTERS = 240;

export class DeviceRefusal extends EngineError {
  /** The kernel that the device names; null where it names none. TensorFlow.js labels its shaders with their program. */
  readonly kernel: string | null;

  constructor(
    readonly kind: RefusalKind,
    /** The device's own words. */
    readonly said: string,
  ) {
    const kernel = KERNEL.exec(said)?.[1] ?? null;
    super(BEYOND_A_LIMIT.test(said) ? 'backend-unsuited' : CODES[kind], sentence(kind, kernel, said, null));
    this.kernel = kernel;
  }

  /** The same, told of a model. */
  of(modelName: string): EngineError {
    const { code, kind, kernel, said } = this;
    return new EngineError(code, sentence(kind, kernel, said, modelName), { cause: this });
  }
}

function sentence(kind: RefusalKind, kernel: string | null, said: string, model: string | null): string {
  const words = abridged(said);
  if (kind === 'out-of-memory')
    return `The GPU has no memory left${model === null ? '' : ` for ${model}`} (${words}). Remove a model from this device, take a smaller one, or choose another backend.`;
  const what = kernel === null ? 'a command' : `the kernel ${kernel}`;
  return `The GPU refused ${what}${model === null ? '' : ` of ${model}`}: ${words}. Retry, or choose another backend.`;
}

function abridged(said: string): string {
  const words = said.trim().split('\n').slice(0, LINES).join(' ').replace(/\s+/g, ' ');
  return words.length > CHARACTERS ? `${words.slice(0, CHARACTERS)} …` : words.replace(/[\s.]+$/, '');
}
