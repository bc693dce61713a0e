/**
 * A recording served like any other network: its input written, its dispatches replayed whole or in segments, its outputs read.
 * One inference at a time. It knows neither requests nor policies.
 */
import type { KernelProfile } from '../domain/gpu';
import type { GpuAccess } from './gpu-access';
import { kernelTimes } from './gpu-recording/kernel-times';
import type { PassTimes } from './gpu-recording/pass-timer';
import type { Recording, RunReadback } from './gpu-recording/recording';
import type { PictureUpload } from './picture-upload';
import type {
  CutNetwork,
  Dissection,
  InputPicture,
  OutputTensor,
  PartedRun,
  PendingOutputs,
  RecordedModel,
  TensorData,
} from './runtime';

/** What it needs of the model that it was captured from. */
export interface RecordedFrom {
  readonly outputNames: readonly string[];
  readonly notes: readonly string[];
  /** What is to be told when something was thrown. @throws EngineError `device-lost` in its place. */
  readonly causeOf: (thrown: unknown) => unknown;
  /** @throws EngineError `device-lost`. */
  readonly assertAlive: () => void;
}

export class RecordedNetwork implements RecordedModel {
  readonly fenced = true;
  /** Sums come out in the order that was captured. */
  readonly fixSumOrder = null;
  readonly record = null;
  readonly uploadPicture: ((picture: InputPicture) => boolean) | null;
  #issueMs: number | null = null;
  #gpuMs: number | 'invalid' | null = null;
  #inMidRun = false;
  #isAlone = false;

  constructor(
    readonly recording: Recording,
    private readonly gpu: GpuAccess,
    private readonly from: RecordedFrom,
    /** Where its only input can be a picture. Its own from here on. */
    private readonly pictures: PictureUpload | null = null,
  ) {
    gpu.recordings.add(recording);
    this.uploadPicture = pictures === null ? null : (picture) => this.#uploadPicture(picture, pictures);
    if (pictures !== null) gpu.recordings.add(pictures);
  }

  get facts(): Recording['size'] {
    return this.recording.size;
  }
  get notes(): readonly string[] {
    return this.from.notes;
  }
  get issueMs(): number | null {
    return this.#issueMs;
  }
  get gpuMs(): number | 'invalid' | null {
    return this.#gpuMs;
  }
  get underWay(): number {
    return this.gpu.submits.depth;
  }
  get inMidRun(): boolean {
    return this.#inMidRun;
  }

  upload(inputs: readonly TensorData[]): void {
    this.#issueMs = 0;
    this.pictures?.forget();
    this.#issue(() => this.recording.write(inputs));
  }

  async execute(): Promise<PendingOutputs> {
    this.#begin();
    try {
      const run = this.#submitLast(0);
      await this.#admitted(run.readback.ready);
      return this.#pending(run);
    } catch (thrown) {
      throw this.#failed(thrown);
    }
  }

  oneAtATime(yes: boolean): void {
    this.#isAlone = yes;
  }

  dissect(): Dissection {
    const { length } = this.recording.commands;
    const nodes = Array.from({ length }, (_, place) => ({
      name: `dispatch ${place}`,
      needs: place === 0 ? [] : [String(place - 1)],
      gives: [String(place)],
    }));
    const outputs = [String(length - 1)];
    return {
      graph: { nodes, inputs: [], outputs },
      cutAt: (boundaries): CutNetwork => ({ begin: () => this.#beginParts([0, ...boundaries, length]) }),
    };
  }

  /** @throws EngineError `device-lost`, or what the device refused. */
  async profileKernels(runs: number): Promise<KernelProfile> {
    try {
      return await kernelTimes(this.recording, runs);
    } catch (thrown) {
      throw this.from.causeOf(thrown);
    }
  }

  dispose(): void {
    this.gpu.recordings.delete(this.recording);
    if (this.pictures !== null) this.gpu.recordings.delete(this.pictures);
    this.pictures?.dispose();
    this.recording.dispose();
  }

  /** @param edges of the parts, in dispatches. */
  #beginParts(edges: readonly number[]): PartedRun {
    this.#begin();
    let next = 0;
    let ended: Ended | null = null;
    const last = edges.length - 2;
    const run = {
      get left() {
        return last + 1 - next;
      },
      step: async () => {
        const [from, to] = [edges[next] as number, edges[next + 1] as number]; // the caller counts what is left
        const isLast = next === last;
        next += 1;
        try {
          if (isLast) ended = this.#submitLast(from);
          else this.#issue(() => this.recording.submit(from, to));
          const done = ended?.readback.ready ?? this.gpu.device.queue.onSubmittedWorkDone();
          await this.#admitted(done);
          this.from.assertAlive();
        } catch (thrown) {
          throw this.#failed(thrown);
        }
      },
      finish: (): PendingOutputs => {
        if (ended === null) throw new Error('invariant broken: a run is finished after its last part');
        return this.#pending(ended);
      },
      abandon: () => {
        this.#inMidRun = false;
      },
    };
    return run;
  }

  #admitted(done: Promise<unknown>): Promise<unknown> {
    return this.#isAlone ? done : this.gpu.submits.admit(done);
  }

  #uploadPicture(picture: InputPicture, pictures: PictureUpload): boolean {
    this.#issueMs = 0;
    return this.#issue(() => pictures.upload(picture));
  }

  #begin(): void {
    this.#inMidRun = true;
    this.#gpuMs = null;
    this.recording.time(this.gpu.timing);
    this.recording.begin();
  }

  /** Commands were accepted when they were captured: it is asked once a run, in the turn of its last submit. */
  #submitLast(from: number): Ended {
    const readback = this.#issue(() => this.recording.submitLast(from));
    return { readback, refused: this.gpu.refused() };
  }

  #pending({ readback: { ready, take }, refused }: Ended): PendingOutputs {
    const computed = ready.then(
      () => {},
      () => {}, // told by `read`
    );
    return {
      computed,
      read: async () => {
        try {
          await ready;
          const { outputs, times } = take();
          this.#inMidRun = false;
          this.#gpuMs = times === null ? null : sumOf(times);
          const refusal = await refused;
          if (refusal !== null) throw refusal;
          this.from.assertAlive();
          return outputs.map((data, index) => this.#output(data, index));
        } catch (thrown) {
          throw this.#failed((await refused) ?? thrown);
        }
      },
    };
  }

  #output(data: TensorData, index: number): OutputTensor {
    const { shape } = this.recording.outputs[index] ?? { shape: [] };
    return { name: this.from.outputNames[index] ?? '', data, shape };
  }

  #issue<T>(submit: () => T): T {
    const startedAt = performance.now();
    try {
      return submit();
    } finally {
      this.#issueMs = (this.#issueMs ?? 0) + performance.now() - startedAt;
    }
  }

  #failed(thrown: unknown): unknown {
    this.#inMidRun = false;
    return this.from.causeOf(thrown);
  }
}

/** A run whose last command has been submitted. */
interface Ended {
  readonly readback: RunReadback;
  readonly refused: Promise<Error | null>;
}

/** A pass that cannot be believed makes the sum of its run unbelievable. */
function sumOf({ ms }: PassTimes): number | 'invalid' {
  let sum = 0;
  for (const one of ms) {
    if (one === null) return 'invalid';
    sum += one;
  }
  return sum;
}
