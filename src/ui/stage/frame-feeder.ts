/**
 * The UI's end of the frame channels, one port per executor worker: gives each input of a tenant its next picture or
 * stretch of sound only after the last one was taken, so that the newest wins and one is on the way. It knows no picture
 * and keeps no result. Ports handed to it are closed by it; whoever creates a feeder disposes it.
 */
import type { AudioInput, ImageInput } from '../../domain/model';
import { regionsOf } from '../../domain/region-geometry';
import type { Box, FramedResult } from '../../domain/result';
import type { PictureSource, SoundSource } from '../../domain/scenario';
import type { FrameDown, FrameUp } from '../../protocol/frame-channel';
import { epochOf } from '../epoch-clock';
import { type FramePort, type PictureSeat, type Seat, type SoundSeat, seatKey, seatOf } from './feeder-seat';
import type { SourceFrame } from './source-frame';

export interface SoundStretch {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly startSeconds: number;
}

/** A source that has nothing to give, and never will without somebody's help: the sentence says why. */
export interface Lacking {
  readonly lacking: string;
}

/** Where pictures and sounds come from. Null: nothing yet. */
export interface FeederSources {
  frameOf(source: PictureSource): SourceFrame | Lacking | null;
  /** Makes `count` equal bitmaps of these regions of a frame. */
  cut(frame: SourceFrame, input: ImageInput, regions: readonly Box[], count: number): readonly ImageBitmap[];
  /** Makes `count` equal bitmaps of the whole frame, for those that hand parts of it on. */
  whole(frame: SourceFrame, count: number): readonly ImageBitmap[];
  /** The newest stretch, as long as the input; the feeder gives it away. */
  soundOf(source: SoundSource, input: AudioInput): SoundStretch | Lacking | null;
  /** Whether the tenant's model says itself that what it looks for is not there. */
  judges(tenantId: string): boolean;
}

/** What was sent: it has a number of its own. */
export type Sent =
  | { readonly frameNumber: number; readonly frame: SourceFrame }
  | { readonly frameNumber: number; readonly frame: null };

/** Windows of sound overlap by far: a new one is sent when so much of it is new. */
const SOUND_STEP_SECONDS = 0.25;
/** A picture that stands still is sent again after so long: where its face is may have become known, and frame numbers age. */
const STILL_MS = 250;

export class FrameFeeder {
  readonly #ports = new Map<string, FramePort>();
  readonly #seats = new Map<FramePort, Map<string, Seat>>();
  #frameNumber = 0;

  constructor(
    private readonly sources: FeederSources,
    private readonly onResult: (tenantId: string, result: FramedResult) => void,
  ) {}

  /** Ids of the tenants that listen, and to what. */
  get listeners(): ReadonlyMap<string, SoundSource> {
    const seats = this.#all().filter((seat) => seat.kind === 'sound');
    return new Map(seats.map(({ tenantId, source }) => [tenantId, source]));
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

  /** Sends a picture to every seat that has none on the way. @param now ms. @returns a frame per source that was sent. */
  offer(now: number): readonly Sent[] {
    const sent = new Map<SourceFrame, number>();
    const frames = new Map<PictureSource, SourceFrame | Lacking | null>();
    const frameOf = (source: PictureSource) => {
      if (!frames.has(source)) frames.set(source, this.sources.frameOf(source));
      return frames.get(source) ?? null;
    };
    for (const group of this.#groups()) {
      const frame = frameOf(group.source);
      if (frame === null) continue;
      if ('lacking' in frame) this.#tell(group.seats, frame.lacking);
      else this.#show(frame, group, now, sent);
    }
    return [...sent].map(([frame, frameNumber]) => ({ frame, frameNumber }));
  }

  /**
   * Sends sound to every seat that listens, has none on the way, and has not heard the last quarter of a second.
   * @param upTo the sound's clock now, seconds.
   */
  offerSound(upTo: number): readonly Sent[] {
    let frameNumber: number | null = null;
    for (const seat of this.#all()) {
      if (seat.kind !== 'sound' || seat.waiting || upTo - seat.heardUpTo < SOUND_STEP_SECONDS) continue;
      const stretch = this.sources.soundOf(seat.source, seat.input);
      if (stretch === null) continue;
      if ('lacking' in stretch) {
        this.#tell([seat], stretch.lacking);
        continue;
      }
      frameNumber ??= this.#next();
      seat.heardUpTo = upTo;
      seat.toldReason = null;
      const { samples, startSeconds } = stretch;
      this.#post(seat, frameNumber, { kind: 'sound', samples, startSeconds }, [samples.buffer]);
    }
    return frameNumber === null ? [] : [{ frameNumber, frame: null }];
  }

  dispose(): void {
    for (const key of [...this.#ports.keys()]) this.endPort(key);
  }

  #all(): readonly Seat[] {
    return [...this.#seats.values()].flatMap((seats) => [...seats.values()]);
  }

  #next(): number {
    this.#frameNumber += 1;
    return this.#frameNumber;
  }

  /** Seats that want the very same pixels together. */
  #groups(): Iterable<SeatGroup> {
    const groups = new Map<string, SeatGroup>();
    for (const seat of this.#all()) {
      if (seat.kind !== 'picture') continue;
      // The scene's face and hand are known: what is not there need not be looked for.
      const judges = seat.source !== 'scene' && this.sources.judges(seat.tenantId);
      const key = `${seat.wantKey} ${judges}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { source: seat.source, judges, seats: [seat] });
      else group.seats.push(seat);
    }
    return groups.values();
  }

  /** Gives a picture to all seats of a group that may have one. */
  #show(frame: SourceFrame, { seats, judges }: SeatGroup, now: number, sent: Map<SourceFrame, number>): void {
    const free = seats.filter(
      (seat) => !seat.waiting && (seat.version !== frame.version || now - seat.sentAt >= STILL_MS),
    );
    const [first] = free;
    if (first === undefined) return;
    const places = regionsOf(first.input, frame, judges);
    const bitmaps = this.sources.cut(frame, first.input, places.regions, free.length);
    const wholes = [...this.#wholesFor(free, frame)];
    const frameNumber = sent.get(frame) ?? this.#next();
    sent.set(frame, frameNumber);
    const capturedAt = epochOf(now);
    free.forEach((seat, index) => {
      const bitmap = bitmaps[index];
      if (bitmap === undefined) return;
      seat.version = frame.version;
      seat.sentAt = now;
      seat.toldReason = null;
      const picture = seat.withPicture ? (wholes.pop() ?? null) : null;
      const owned = picture === null ? [bitmap] : [bitmap, picture];
      this.#post(seat, frameNumber, { kind: 'frame', bitmap, ...places, capturedAt, picture }, owned);
    });
  }

  /** One for each seat that wants the whole frame; nothing is drawn when none does. */
  #wholesFor(seats: readonly PictureSeat[], frame: SourceFrame): readonly ImageBitmap[] {
    const count = seats.filter((seat) => seat.withPicture).length;
    return count === 0 ? [] : this.sources.whole(frame, count);
  }

  /** Each seat is told once, until something comes again. */
  #tell(seats: readonly Seat[], reason: string): void {
    for (const seat of seats) {
      if (seat.toldReason === reason) continue;
      seat.toldReason = reason;
      const { tenantId, slot, port } = seat;
      port.postMessage({ kind: 'nothing', tenantId, slot, reason }, []);
    }
  }

  #post(
    seat: PictureSeat | SoundSeat,
    frameNumber: number,
    content: FrameContent,
    owned: Transferable[],
  ): void {
    const { tenantId, slot, port } = seat;
    seat.waiting = true;
    port.postMessage({ ...content, tenantId, slot, frameNumber }, owned);
  }

  #receive(port: FramePort, message: FrameUp): void {
    const seats = this.#seats.get(port);
    const { tenantId } = message;
    if (message.kind === 'want') {
      const seat = seatOf(message, port);
      const key = seatKey(tenantId, message.slot);
      if (seat === null) seats?.delete(key);
      else seats?.set(key, seat);
    } else if (message.kind === 'unwant') {
      for (const [key, seat] of seats ?? []) if (seat.tenantId === tenantId) seats?.delete(key);
    } else if (message.kind === 'taken') {
      const seat = seats?.get(seatKey(tenantId, message.slot));
      if (seat !== undefined) seat.waiting = false;
    } else {
      this.onResult(tenantId, message.result);
    }
  }
}

/** What differs between a picture and a sound on the way down. */
type FrameContent = FrameDown extends infer One
  ? One extends { readonly kind: 'frame' | 'sound' }
    ? Omit<One, 'tenantId' | 'slot' | 'frameNumber'>
    : never
  : never;

interface SeatGroup {
  readonly source: PictureSource;
  readonly judges: boolean;
  readonly seats: PictureSeat[];
}
