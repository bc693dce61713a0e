/**
 * What a fake executor tells about modes on WebGPU: each tenant is eager until its recording stands, then runs as it is asked
 * to, as far as it can be recorded. It records nothing.
 */
import type { VirtualClock } from '../base/clock';
import { EngineError } from '../domain/errors';
import type { GpuMode, KernelProfile, ModeReport, RecordingFacts, RunningMode } from '../domain/gpu';
import type { ExecutorConfig } from '../domain/scenario';

const FAKE_FACTS: RecordingFacts = {
  dispatches: 24,
  copies: 1,
  pipelines: 7,
  weightBytes: 4000,
  intermediateBytes: 2000,
  unaliasedBytes: 5000,
  uniformBytes: 600,
  constantBytes: 0,
  captureMs: 3,
  verifyMs: 9,
};

export interface FakeModesOptions {
  readonly clock: VirtualClock;
  /** From the end of a load until its recording is verified, ms. */
  readonly recordMs: (tenantId: string) => number;
  readonly recordable: (tenantId: string) => boolean;
  readonly tell: (tenantId: string, report: ModeReport) => void;
  /** Its recording stands, some time after its load. */
  readonly onSettled: (tenantId: string) => void;
}

export class FakeModes {
  readonly #asked = new Map<string, GpuMode>();
  /** Whether a tenant can be recorded; nobody has tried when it is not in there. */
  readonly #recordable = new Map<string, boolean>();
  #grain: ExecutorConfig['grain'] = 'inference';

  constructor(private readonly options: FakeModesOptions) {}

  loaded(tenantId: string, asked: GpuMode): void {
    const { clock, recordMs, recordable } = this.options;
    this.#asked.set(tenantId, asked);
    this.#recordable.delete(tenantId);
    const settle = () => {
      if (!this.#asked.has(tenantId)) return;
      this.#recordable.set(tenantId, recordable(tenantId));
      this.#tell(tenantId);
    };
    this.#tell(tenantId);
    const ms = recordMs(tenantId);
    if (ms === 0) settle();
    else
      clock.schedule(clock.now() + ms, () => {
        settle();
        this.options.onSettled(tenantId);
      });
  }

  ask(tenantId: string, asked: GpuMode): void {
    if (!this.#asked.has(tenantId)) throw new EngineError('inference-failed', `no "${tenantId}" here`);
    this.#asked.set(tenantId, asked);
    this.#tell(tenantId);
  }

  /** Its recording turns out to be of no use. */
  discard(tenantId: string): void {
    this.#recordable.set(tenantId, false);
    this.#tell(tenantId);
  }

  schedule(grain: ExecutorConfig['grain']): void {
    if (this.#grain === grain) return;
    this.#grain = grain;
    for (const tenantId of this.#asked.keys()) this.#tell(tenantId);
  }

  unloaded(tenantId: string): void {
    this.#asked.delete(tenantId);
    this.#recordable.delete(tenantId);
  }

  profile(tenantId: string, runs: number): KernelProfile {
    if (this.#recordable.get(tenantId) !== true)
      throw new EngineError('backend-unsuited', `${tenantId} has no recording here.`);
    const rows = [{ kernel: 'FusedConv2D', program: 'Conv2DMMProgram', dispatches: 24, gpuMs: 0.5 }];
    return { runs, rows, invalid: 0, measured: 24 * runs, stepMs: 0.1, reason: null };
  }

  #tell(tenantId: string): void {
    const asked = this.#asked.get(tenantId) ?? 'auto';
    const recordable = this.#recordable.get(tenantId) ?? null;
    const facts = recordable === true ? FAKE_FACTS : null;
    const running = this.#running(asked, recordable === true);
    this.options.tell(tenantId, { asked, running, recordable, facts, reason: `It runs ${running} (fake).` });
  }

  #running(asked: GpuMode, isRecorded: boolean): RunningMode {
    if (asked === 'eager' || !isRecorded) return 'eager';
    return asked !== 'recorded' && this.#grain === 'segment' ? 'segmented' : 'recorded';
  }
}
