/**
 * The UI's end of the frame channels, one port per executor worker: gives each tenant its next picture or stretch of
 * sound only after the last one was taken, so that the newest wins and one is on the way. It knows no picture and keeps
 * no result. Ports handed to it are closed by it; whoever creates a feeder disposes it.
 */
import type { AudioInput, ImageInput, Model } from '../../domain/model';
import type { FramedResult } from '../../domain/result';
import type { FrameDown, FrameUp } from '../../protocol/frame-channel';
import { regionsOf } from './frame-geometry';
import type { SceneFrame } from './scene';

/** What the feeder needs of a `MessagePort`. */
export interface FramePort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FrameDown, transfer: Transferable[]): void;
  close(): void;
}

/** Makes `count` equal bitmaps of what an input asks of a frame; null while there is no picture to make them from. */
export type Capture = (scene: SceneFrame, input: ImageInput, count: number) => readonly ImageBitmap[] | null;

/** Cuts the newest stretch of sound for an input; the feeder gives it away. */
export type Listen = (input: AudioInput) => {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly startSeconds: number;
};

/** Windows of sound overlap by far: a new one is sent when so much of it is new. */
const SOUND_STEP_SECONDS = 0.25;

interface Seat<Input extends Model['input'] = Model['input']> {
  readonly tenantId: string;
  readonly port: FramePort;
  readonly input: Input;
  /** Equal for seats that want the very same pixels. */
  readonly wantKey: string;
  /** True while a frame is on the way. */
  waiting: boolean;
  /** The sound's clock at the last stretch that was sent; −∞ before the first. */
  heardUpTo: number;
}

const seesPictures = (seat: Seat): seat is Seat<ImageInput> => seat.input.kind === 'image';
const hearsSound = (seat: Seat): seat is Seat<AudioInput> => seat.input.kind === 'audio';

export class FrameFeeder {
  readonly #ports = new Map<string, FramePort>();
  readonly #seats = new Map<FramePort, Map<string, Seat>>();
  #frameNumber = 0;

  constructor(
    private readonly capture: Capture,
    private readonly onResult: (tenantId: string, result: FramedResult) => void,
  ) {}

  /** Number of the newest frame, picture or sound; 0 before the first. */
  get frameNumber(): number {
    return this.#frameNumber;
  }

  /** Ids of the tenants that listen. */
  get listeners(): ReadonlySet<string> {
    return new Set(
      this.#all()
        .filter(hearsSound)
        .map(({ tenantId }) => tenantId),
    );
  }

  /** Takes over the port of a worker. `key` names the worker until `endPort`. */
  addPort(key: string, port: FramePort): void {
    this.endPort(key);
    this.#ports.set(key, port);
    this.#seats.set(port, new Map());
    port.onmessage = (event) => this.#receive(port, event.data as FrameUp); // our own executor's words
  }

  endPort(key: string): void {
    const port = this.#ports.get(key);
    if (port === undefined) return;
    this.#ports.delete(key);
    this.#seats.delete(port);
    port.onmessage = null;
    port.close();
  }

  /** Sends a picture to every tenant that has none on the way. True when it was captured: it then has a new number. */
  offer(scene: SceneFrame): boolean {
    let captured = false;
    for (const group of this.#free()) {
      const [first] = group;
      const bitmaps = first === undefined ? null : this.capture(scene, first.input, group.length);
      if (bitmaps === null) continue;
      if (!captured) this.#frameNumber += 1;
      captured = true;
      group.forEach((seat, index) => {
        const bitmap = bitmaps[index];
        if (bitmap !== undefined) this.#show(seat, bitmap, scene);
      });
    }
    return captured;
  }

  /**
   * Sends sound to every tenant that listens, has none on the way, and has not heard the last quarter of a second.
   * @param upTo the sound's clock now.
   * @returns true when some was sent: it then has a new number.
   */
  offerSound(upTo: number, listen: Listen): boolean {
    const free = this.#all().filter(
      (seat) => hearsSound(seat) && !seat.waiting && upTo - seat.heardUpTo >= SOUND_STEP_SECONDS,
    ) as Seat<AudioInput>[]; // the filter's first condition
    if (free.length === 0) return false;
    this.#frameNumber += 1;
    for (const seat of free) {
      const { samples, startSeconds } = listen(seat.input);
      seat.heardUpTo = upTo;
      this.#post(seat, { kind: 'sound', samples, startSeconds }, samples.buffer);
    }
    return true;
  }

  dispose(): void {
    for (const key of [...this.#ports.keys()]) this.endPort(key);
  }

  #all(): readonly Seat[] {
    return [...this.#seats.values()].flatMap((seats) => [...seats.values()]);
  }

  /** Seats that may be shown a picture, those that want the very same pixels together. */
  #free(): Iterable<readonly Seat<ImageInput>[]> {
    const groups = new Map<string, Seat<ImageInput>[]>();
    for (const seat of this.#all()) {
      if (seat.waiting || !seesPictures(seat)) continue;
      const group = groups.get(seat.wantKey);
      if (group === undefined) groups.set(seat.wantKey, [seat]);
      else group.push(seat);
    }
    return groups.values();
  }

  #show(seat: Seat<ImageInput>, bitmap: ImageBitmap, scene: SceneFrame): void {
    this.#post(seat, { kind: 'frame', bitmap, ...regionsOf(seat.input, scene) }, bitmap);
  }

  #post(seat: Seat, content: FrameContent, owned: Transferable): void {
    const { tenantId, port } = seat;
    seat.waiting = true;
    port.postMessage({ ...content, tenantId, frameNumber: this.#frameNumber }, [owned]);
  }

  #receive(port: FramePort, message: FrameUp): void {
    const seats = this.#seats.get(port);
    const { tenantId } = message;
    if (message.kind === 'want') {
      const { input } = message;
      const wantKey = keyOf(input);
      seats?.set(tenantId, { tenantId, port, input, wantKey, waiting: false, heardUpTo: -Infinity });
    } else if (message.kind === 'unwant') {
      seats?.delete(tenantId);
    } else if (message.kind === 'taken') {
      const seat = seats?.get(tenantId);
      if (seat !== undefined) seat.waiting = false;
    } else {
      this.onResult(tenantId, message.result);
    }
  }
}

/** What differs between a picture and a sound on the way down. */
type FrameContent = FrameDown extends infer One
  ? One extends FrameDown
    ? Omit<One, 'tenantId' | 'frameNumber'>
    : never
  : never;

function keyOf(input: Model['input']): string {
  if (input.kind === 'audio') return `sound ${input.shape.join('x')} ${input.sampleRateHz}`;
  const [batch, height, width] = input.shape;
  return `${batch}x${width}x${height} ${input.region} ${input.regionScale}`;
}
