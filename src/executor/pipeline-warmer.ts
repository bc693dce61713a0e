/**
 * Compiles what a network will need on a WebGPU device of TensorFlow.js 4.22 before its first inference, each shader once for
 * all networks of the device. What is not compiled yet stays out of the library's cache, where any run would trip over it. It
 * knows neither models nor tenants.
 */
import { EngineError } from '../domain/errors';
import { PipelineFinder, type PipelineHost, type Shader } from './pipeline-finder';

/** What one network runs, each once. */
interface FoundPipelines {
  readonly total: number;
  /** Those that nobody has compiled yet, in the order in which the network comes to them. */
  readonly missing: readonly Shader[];
}

interface CompileOptions {
  /** Given up after what is under way: what has been compiled by then stays. */
  readonly signal: AbortSignal;
  /** Pipelines of the network that are there. */
  readonly onReady: (ready: number) => void;
  /** Pipelines under way at once. */
  readonly atOnce?: number;
}

/** What was measured to be the fastest, or no slower: `docs/adr/0024`. */
const AT_ONCE = 1;

export class PipelineWarmer {
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #finder: PipelineFinder;

  /** @param setCompileOnly the library's flag: programs are compiled, nothing is computed. */
  constructor(
    private readonly host: PipelineHost,
    setCompileOnly: (on: boolean) => void,
  ) {
    this.#finder = new PipelineFinder(host, setCompileOnly);
  }

  /**
   * Runs a network without computing anything, in this turn, and looks at what it would run.
   * @param run issues the whole network and frees what it gives.
   * @throws NeedsValues where the network looks at values on its way; what `run` throws.
   */
  discover(run: () => void): FoundPipelines {
    const { keys, shaders } = this.#finder.discover(run);
    return { total: keys.size, missing: shaders };
  }

  /**
   * Resolves when all are there, or nothing more is under way for it after it was given up.
   * @throws EngineError `model-load-failed` that names the kernel and the device's words. That shader is tried again next time.
   */
  async compile({ total, missing }: FoundPipelines, options: CompileOptions): Promise<void> {
    const { signal, onReady, atOnce = AT_ONCE } = options;
    const waiting = [...missing];
    let ready = total - missing.length;
    onReady(ready);
    const lane = async () => {
      for (let shader = waiting.shift(); shader !== undefined && !signal.aborted; shader = waiting.shift()) {
        await this.#once(shader);
        ready += 1;
        onReady(ready);
      }
    };
    const lanes = Array.from({ length: atOnce }, () =>
      lane().catch((thrown: unknown) => {
        waiting.length = 0; // the load has failed
        throw thrown;
      }),
    );
    const ended = await Promise.allSettled(lanes);
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  }

  /** Joins whoever compiles it already. */
  #once(shader: Shader): Promise<void> {
    const { key } = shader;
    if (key in this.host.pipelineCache) return Promise.resolve(); // an inference came first
    const underWay =
      this.#underWay.get(key) ?? this.#compile(shader).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, underWay);
    return underWay;
  }

  async #compile({ key, kernel, module: source, pipeline: descriptor }: Shader): Promise<void> {
    const { device, pipelineCache } = this.host;
    // A shader that does not read is an error of the device, unless somebody asks for it: of this load, and of no other.
    device.pushErrorScope('validation');
    const module = device.createShaderModule(source);
    const compiling = device.createComputePipelineAsync({
      ...descriptor,
      compute: { ...descriptor.compute, module },
    });
    const refused = device.popErrorScope().catch(() => null); // no answer of a device that is gone
    try {
      pipelineCache[key] ??= await compiling;
    } catch (thrown) {
      const words = (await refused)?.message ?? (thrown instanceof Error ? thrown.message : String(thrown));
      throw new EngineError(
        'model-load-failed',
        `The WebGPU device does not compile the kernel ${kernel}: ${firstLines(words)} Try another backend.`,
      );
    }
  }
}

const LINES = 3;
const firstLines = (words: string): string => words.trim().split('\n').slice(0, LINES).join(' ');
