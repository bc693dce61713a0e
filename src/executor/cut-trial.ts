/** Runs a network whole and in parts on given numbers, and keeps how long each took. A step of background work each. */
import type { Pause } from './background';
import type { CutNetwork, LoadedModel, OutputTensor, PendingOutputs, TensorData } from './runtime';

/** Compute time that goes into choosing for one model, and again into measuring what was chosen; more only to compare. */
export const BUDGET_MS = 1500;

export type Outputs = readonly OutputTensor[];
type Data = readonly TensorData[];

export class CutTrial {
  #wholeMs: number[] = [];
  /** By part, by run. */
  #partsMs: number[][] = [];
  #spentMs = 0;
  #fixesSumOrder = false;

  constructor(
    readonly network: LoadedModel,
    private readonly now: () => number,
  ) {}

  /** Computing took so long altogether. */
  get spentMs(): number {
    return this.#spentMs;
  }
  get wholeMs(): number {
    return medianOf(this.#wholeMs);
  }
  get partsMs(): readonly number[] {
    return this.#partsMs.map(medianOf);
  }
  /** What disturbs a run makes it longer: the shortest tells best what a part costs by itself. */
  get shortestMs(): { readonly whole: number; readonly parts: readonly number[] } {
    return { whole: Math.min(...this.#wholeMs), parts: this.#partsMs.map((times) => Math.min(...times)) };
  }
  /** Runs behind each of the medians. */
  get n(): number {
    return this.#wholeMs.length;
  }

  /** From now on runs add in one order, so that their bits can be compared. @returns false where they always do. */
  fixSumOrder(fixed: boolean): boolean {
    this.#fixesSumOrder = fixed && this.network.fixSumOrder !== null;
    return this.#fixesSumOrder;
  }

  forgetTimes(): void {
    this.#wholeMs = [];
    this.#partsMs = [];
  }

  async *whole(data: Data): AsyncGenerator<Pause, Outputs> {
    while (this.network.inMidRun === true) yield 'blocked';
    this.network.upload(data);
    const startedAt = this.now();
    const pending = await this.#compute(() => this.network.execute());
    this.#wholeMs.push(this.#took(startedAt));
    const outputs = await pending.read();
    yield;
    return outputs;
  }

  async *parts(cut: CutNetwork, data: Data): AsyncGenerator<Pause, Outputs> {
    while (this.network.inMidRun === true) yield 'blocked';
    this.network.upload(data);
    const run = cut.begin();
    try {
      for (let part = 0; run.left > 0; part++) {
        const startedAt = this.now();
        await this.#compute(() => run.step());
        const times = this.#partsMs[part] ?? [];
        times.push(this.#took(startedAt));
        this.#partsMs[part] = times;
        if (this.network.inMidRun === undefined) yield; // one that has one set of buffers is run to its end
      }
      const pending: PendingOutputs = run.finish();
      const outputs = await pending.read();
      if (this.network.inMidRun !== undefined) yield;
      return outputs;
    } finally {
      run.abandon(); // given up half-way: nothing of it stays
    }
  }

  /** Kernels are chosen while a call is made: requests that run between two of these are not concerned. */
  #compute<T>(run: () => Promise<T>): Promise<T> {
    if (this.#fixesSumOrder) this.network.fixSumOrder?.(true);
    this.network.oneAtATime?.(true); // what is measured is waited for
    try {
      return run();
    } finally {
      this.network.oneAtATime?.(false);
      if (this.#fixesSumOrder) this.network.fixSumOrder?.(false);
    }
  }

  #took(startedAt: number): number {
    const ms = this.now() - startedAt;
    this.#spentMs += ms;
    return ms;
  }
}

/** NaN of nothing. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** Whether every output is the same, bit for bit. */
export const sameBits = (a: Outputs, b: Outputs): boolean =>
  a.length === b.length &&
  a.every(({ data, shape, name }, index) => {
    const other = b[index] as OutputTensor; // as many
    return name === other.name && shape.join() === other.shape.join() && sameBytes(data, other.data);
  });

function sameBytes(a: TensorData, b: TensorData): boolean {
  if (a.byteLength !== b.byteLength) return false;
  const [left, right] = [bytesOf(a), bytesOf(b)];
  return left.every((byte, index) => byte === right[index]);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: TensorData): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
