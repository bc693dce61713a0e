/** Runs of rows that a search found, in memory that is kept from search to search. It knows no rows. */

/** In order: indices from `starts[i]` to before `ends[i]`. */
export interface SeenRuns {
  /** Of runs. */
  readonly runs: number;
  /** Of rows in them. */
  readonly rows: number;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

export class FoundRuns implements SeenRuns {
  runs = 0;
  rows = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);

  clear(): void {
    this.runs = 0;
    this.rows = 0;
  }

  /** What begins where the run before ends goes on with it. */
  add(start: number, end: number): void {
    this.rows += end - start;
    if (this.runs > 0 && this.ends[this.runs - 1] === start) {
      this.ends[this.runs - 1] = end;
      return;
    }
    if (this.runs === this.starts.length) {
      this.starts = twice(this.starts);
      this.ends = twice(this.ends);
    }
    this.starts[this.runs] = start;
    this.ends[this.runs] = end;
    this.runs += 1;
  }
}

function twice(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
