/**
 * Makes the melody audible, in step with the scene: it sounds only while it is switched on, the scene runs and the page
 * is seen. Whoever creates one disposes it. It knows no tenant and no button.
 */
import { LOOP_SECONDS } from './melody';
import type { MelodyLoop } from './melody-loop';

/** What it needs of an `AudioContext`. */
export interface SoundOutput {
  readonly state: string;
  resume(): Promise<void>;
  suspend(): Promise<void>;
  close(): Promise<void>;
  /** Plays the loop from an instant in it; returns the function that stops it. */
  play(samples: Float32Array<ArrayBuffer>, sampleRateHz: number, offsetSeconds: number): () => void;
  /** Seconds that the output has played, on its own clock. */
  readonly currentTime: number;
}

export type Audibility =
  | 'off'
  | 'on'
  /** Switched on, but the browser lets no sound out yet. */
  | 'blocked'
  /** This browser has no sound output. */
  | 'unavailable';

/** Sound that is this far from the picture is put right: less is not noticed, more is. */
const DRIFT_SECONDS = 0.12;
/** A browser that allows sound starts it within so long after the press. */
const START_MS = 600;

export class MelodyPlayer {
  #output: SoundOutput | null = null;
  #stop: (() => void) | null = null;
  /** Instant on the scene's clock at which the output's clock stood at 0. */
  #ahead = 0;
  #pressedAt: number | null = null;
  #unavailable = false;

  /** @param open makes the output; only once somebody wants to hear, because browsers frown on earlier ones. */
  constructor(
    private readonly loop: MelodyLoop,
    private readonly open: () => SoundOutput,
  ) {}

  get on(): boolean {
    return this.#pressedAt !== null;
  }

  /** @param now the page's clock, ms. Call it in the press itself: browsers start sound only then. */
  switchOn(now: number): void {
    this.#pressedAt = now;
    try {
      this.#output ??= this.open();
      this.#unavailable = false;
    } catch {
      this.#unavailable = true;
    }
    this.#output?.resume().catch(() => {}); // refused: it stays suspended, which is told
  }

  switchOff(): void {
    this.#pressedAt = null;
    this.#silence();
    this.#output?.suspend().catch(() => {}); // closed already
  }

  /** Brings sound in step; call it a few times a second, and at once when the scene or the page stops. */
  follow(sceneSeconds: number, heard: boolean): void {
    const output = this.#output;
    if (output === null) return;
    if (!(this.on && heard && output.state === 'running')) {
      this.#silence();
      return;
    }
    const drift = Math.abs(sceneSeconds - output.currentTime - this.#ahead);
    if (this.#stop !== null && drift < DRIFT_SECONDS) return;
    this.#stop?.();
    const offset = ((sceneSeconds % LOOP_SECONDS) + LOOP_SECONDS) % LOOP_SECONDS;
    this.#stop = output.play(this.loop.whole(), this.loop.sampleRateHz, offset);
    this.#ahead = sceneSeconds - output.currentTime;
  }

  /** @param now the page's clock, ms. */
  audibility(now: number): Audibility {
    if (this.#pressedAt === null) return 'off';
    if (this.#unavailable) return 'unavailable';
    const held = this.#output !== null && this.#output.state !== 'running';
    return held && now - this.#pressedAt > START_MS ? 'blocked' : 'on';
  }

  dispose(): void {
    this.#pressedAt = null;
    this.#silence();
    this.#output?.close().catch(() => {}); // closed already
    this.#output = null;
  }

  #silence(): void {
    this.#stop?.();
    this.#stop = null;
  }
}
