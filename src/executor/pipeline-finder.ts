/**
 * Which pipelines a network runs on TensorFlow.js 4.22's WebGPU backend: its programs are made, nothing is compiled and nothing
 * computed. Private parts of the backend are used; `e2e/start-up.spec.ts` fails when they move.
 */

/** What is looked at of a tensor's data. */
interface TensorEntry {
  readonly values: unknown;
  readonly dtype: string;
  readonly complexTensorInfos?: unknown;
}

/** The parts of the backend that are used, most of them private. */
export interface PipelineHost {
  device: Pick<
    GPUDevice,
    'createShaderModule' | 'createComputePipelineAsync' | 'pushErrorScope' | 'popErrorScope'
  >;
  /** By a text that tells programs apart. */
  pipelineCache: Record<string, unknown>;
  readonly tensorMap: { get(dataId: object): TensorEntry | undefined };
  readSync(dataId: object): unknown;
}

/** One program that is not compiled yet. */
export interface Shader {
  readonly key: string;
  /** The program's class: `Conv2DMMProgram`. */
  readonly kernel: string;
  readonly module: GPUShaderModuleDescriptor;
  /** Its module stands for `module`, which is not made yet. */
  readonly pipeline: GPUComputePipelineDescriptor;
}

/** A network looks at values on its way, and there are none yet. */
export class NeedsValues extends Error {
  override readonly name = 'NeedsValues';
}

/** What the backend gets in place of a pipeline; it only keeps it. */
interface Wanted {
  readonly module: GPUShaderModuleDescriptor;
  readonly pipeline: GPUComputePipelineDescriptor;
}

export class PipelineFinder {
  constructor(
    private readonly host: PipelineHost,
    private readonly setCompileOnly: (on: boolean) => void,
  ) {}

  /** @throws NeedsValues; what `run` throws. */
  discover(run: () => void): { readonly keys: ReadonlySet<string>; readonly shaders: readonly Shader[] } {
    const { host } = this;
    const { device, pipelineCache, readSync } = host;
    const keys = new Set<string>();
    const wanted = new Map<string, Wanted>();
    host.device = noting(device);
    host.pipelineCache = lookingAt(pipelineCache, keys, wanted);
    host.readSync = (dataId) => {
      const entry = host.tensorMap.get(dataId);
      const isThere = entry?.values != null || entry?.dtype === 'string' || entry?.complexTensorInfos != null;
      if (!isThere) throw new NeedsValues('it reads values back on its way');
      return readSync.call(host, dataId);
    };
    this.setCompileOnly(true);
    try {
      run();
    } finally {
      this.setCompileOnly(false);
      Object.assign(host, { device, pipelineCache, readSync });
    }
    const shaders = [...wanted].map(([key, { module, pipeline }]) => ({
      key,
      kernel: pipeline.label ?? 'without a name',
      module,
      pipeline,
    }));
    return { keys, shaders };
  }
}

/** A device that notes what is to be compiled and does everything else. */
function noting<D extends object>(device: D): D {
  const instead: Readonly<Record<PropertyKey, unknown>> = {
    createShaderModule: (module: GPUShaderModuleDescriptor) => module,
    createComputePipelineAsync: (pipeline: GPUComputePipelineDescriptor): Wanted => ({
      // What `createShaderModule` above gave.
      module: pipeline.compute.module as unknown as GPUShaderModuleDescriptor,
      pipeline,
    }),
  };
  return new Proxy(device, {
    get(target, name) {
      if (Object.hasOwn(instead, name)) return instead[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** The cache as it is, with what is wanted on top; nothing is written to it. */
const lookingAt = (
  cache: Record<string, unknown>,
  keys: Set<string>,
  wanted: Map<string, Wanted>,
): Record<string, unknown> =>
  new Proxy(cache, {
    has: (target, key) => key in target || wanted.has(String(key)),
    get(target, key) {
      keys.add(String(key));
      return Reflect.get(target, key) ?? wanted.get(String(key));
    },
    set(_, key, value: Wanted) {
      wanted.set(String(key), value);
      return true;
    },
  });
