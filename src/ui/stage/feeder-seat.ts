/** An input of a tenant that is fed: what it wants, from where, and what is on its way. It sends nothing. */
import type { AudioInput, ImageInput } from '../../domain/model';
import { type PictureSource, pictureSourceOf, type SoundSource, soundSourceOf } from '../../domain/scenario';
import type { FrameDown, FrameUp } from '../../protocol/frame-channel';

/** What the feeder needs of a `MessagePort`. */
export interface FramePort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FrameDown, transfer: Transferable[]): void;
  close(): void;
}

interface SeatCommon {
  readonly tenantId: string;
  readonly slot: number;
  readonly port: FramePort;
  /** Equal for seats that want the very same pixels or samples. */
  readonly wantKey: string;
  /** True while a frame is on the way. */
  waiting: boolean;
  /** When the last one was sent, ms; −∞ before the first. */
  sentAt: number;
  /** Why nothing comes, as the executor was told; null while something does. */
  toldReason: string | null;
}

export interface PictureSeat extends SeatCommon {
  readonly kind: 'picture';
  readonly input: ImageInput;
  readonly source: PictureSource;
  /** The whole frame is wanted beside the input. */
  readonly withPicture: boolean;
  /** Of the picture that was sent last. */
  version: number | null;
}

export interface SoundSeat extends SeatCommon {
  readonly kind: 'sound';
  readonly input: AudioInput;
  readonly source: SoundSource;
  /** The sound's clock at the last stretch that was sent; −∞ before the first. */
  heardUpTo: number;
}

export type Seat = PictureSeat | SoundSeat;
export type Want = Extract<FrameUp, { kind: 'want' }>;

/** Null for random tensors, which need no seat. */
export function seatOf(
  { tenantId, slot, input, source: asked, withPicture }: Want,
  port: FramePort,
): Seat | null {
  const common = { tenantId, slot, port, waiting: false, sentAt: -Infinity, toldReason: null };
  if (input.kind === 'audio') {
    const source = soundSourceOf(asked);
    if (source === null) return null;
    const wantKey = `${source} ${input.shape.join('x')} ${input.sampleRateHz}`;
    return { ...common, kind: 'sound', input, source, wantKey, heardUpTo: -Infinity };
  }
  const source = pictureSourceOf(asked);
  if (source === null) return null;
  const [batch, height, width] = input.shape;
  const wantKey = `${source} ${batch}x${width}x${height} ${input.region} ${input.regionScale}`;
  return { ...common, kind: 'picture', input, source, wantKey, withPicture, version: null };
}

export const seatKey = (tenantId: string, slot: number): string => `${slot} ${tenantId}`;
