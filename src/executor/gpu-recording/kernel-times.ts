/** Which kernels a recording consists of, and how long each takes on the GPU: each dispatch in a pass of its own. */
import type { Recording } from './recording';

export interface KernelTimes {
  readonly runs: number;
  readonly rows: readonly {
    readonly kernel: string;
    readonly program: string;
    readonly dispatches: number;
    /** Σ of its dispatches in one run, ms, mean over the runs; null when nothing valid was measured. */
    readonly gpuMs: number | null;
  }[];
  readonly invalid: number;
  readonly measured: number;
  readonly stepMs: number | null;
  /** Why there are no times; null when there are. */
  readonly reason: string | null;
}

/** On the inputs that were written last. Leaves timing off. */
export async function kernelTimes(recording: Recording, runs: number): Promise<KernelTimes> {
  const dispatches = recording.commands.filter((command) => command.kind === 'dispatch');
  const rows = new Map<
    string,
    { kernel: string; program: string; dispatches: number; sumMs: number; valid: number }
  >();
  for (const { kernel, program } of dispatches) {
    const key = `${kernel} ${program}`;
    const row = rows.get(key) ?? { kernel, program, dispatches: 0, sumMs: 0, valid: 0 };
    row.dispatches += 1;
    rows.set(key, row);
  }
  const canTime = recording.time(true);
  let measured = 0;
  let invalid = 0;
  let stepMs: number | null = null;
  for (let run = 0; canTime && run < runs; run++) {
    recording.begin();
    const readback = recording.submitLast(0, true);
    await readback.ready;
    const { times } = readback.take();
    for (const [index, ms] of (times?.ms ?? []).entries()) {
      const dispatch = dispatches[index];
      const row = dispatch === undefined ? undefined : rows.get(`${dispatch.kernel} ${dispatch.program}`);
      measured += 1;
      if (ms === null || row === undefined) invalid += 1;
      else {
        row.sumMs += ms;
        row.valid += 1;
      }
    }
    if (times?.stepMs != null) stepMs = stepMs === null ? times.stepMs : Math.min(stepMs, times.stepMs);
  }
  recording.time(false);
  return {
    runs: canTime ? runs : 0,
    // A pair that cannot be believed counts as long as its kernel's others: leaving it out would shorten the kernel.
    rows: [...rows.values()].map(({ sumMs, valid, ...row }) => ({
      ...row,
      gpuMs: valid === 0 ? null : (sumMs / valid) * row.dispatches,
    })),
    measured,
    invalid,
    stepMs,
    reason: canTime ? null : 'This device has no timestamp queries.',
  };
}
