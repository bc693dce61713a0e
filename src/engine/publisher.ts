/** Sends snapshots and records to the UI at bounded rates: a change at once (coalesced), figures four times a second. */
import type { Clock } from '../base/clock';
import type { RequestRecord } from '../domain/request';
import type { EngineEvents } from '../protocol/engine-contract';
import { packRecords } from '../protocol/record-batch';
import { buildSnapshot, type PlaygroundView } from './snapshot-builder';

const SNAPSHOT_MS = 250;
const COALESCE_MS = 30;
const RECORDS_MS = 100;
const MEMORY_MS = 2000;
/** Stopped playgrounds go on publishing for a moment, so that the last requests are seen to end. */
const LINGER_MS = 1000;

export class Publisher {
  recording = true;
  #records: RequestRecord[] = [];
  #pending = false;
  #runningUntil = 0;
  #generation = 0;

  constructor(
    private readonly clock: Clock,
    private readonly emit: <N extends keyof EngineEvents>(
      name: N,
      payload: EngineEvents[N],
      transfer?: Transferable[],
    ) => void,
    private readonly view: () => PlaygroundView,
    private readonly refreshMemory: () => Promise<void>,
  ) {}

  start(): void {
    if (this.#runningUntil === Number.POSITIVE_INFINITY) return;
    this.#runningUntil = Number.POSITIVE_INFINITY;
    this.#generation += 1; // loops that still linger from before end by themselves
    this.#every(SNAPSHOT_MS, this.#generation, () => this.snapshot());
    this.#every(RECORDS_MS, this.#generation, () => this.#flush());
    this.#every(MEMORY_MS, this.#generation, () => void this.refreshMemory());
  }

  stop(): void {
    this.#runningUntil = this.clock.now() + LINGER_MS;
  }

  record(record: RequestRecord): void {
    if (this.recording) this.#records.push(record);
  }

  /** State changed: a snapshot follows within `COALESCE_MS`. */
  changed(): void {
    if (this.#pending) return;
    this.#pending = true;
    this.clock.schedule(this.clock.now() + COALESCE_MS, () => {
      this.#pending = false;
      this.snapshot();
    });
  }

  #every(periodMs: number, generation: number, act: () => void): void {
    this.clock.schedule(this.clock.now() + periodMs, () => {
      if (generation !== this.#generation) return;
      act();
      if (this.clock.now() < this.#runningUntil) this.#every(periodMs, generation, act);
    });
  }

  /** Sends one at once. */
  snapshot(): void {
    this.emit('snapshot', buildSnapshot(this.view()));
  }

  #flush(): void {
    if (this.#records.length === 0) return;
    const batch = packRecords(this.#records);
    this.#records = [];
    this.emit('records', batch, [batch.rows.buffer, batch.segmentsAt.buffer]);
  }
}
