/**
 * The newest that each input of each tenant sees or hears, as the UI sent it. Newest wins: a bitmap that was never used
 * is closed, once no request holds it. It answers each frame, so that the UI has at most one on the way per input. An input that has lost its
 * source refuses until something comes again: it must not run on with its last frame.
 */
import { EngineError } from '../domain/errors';
import type { AudioInput, ImageInput } from '../domain/model';
import type { TenantInput } from '../domain/scenario';
import type { FrameDown, FrameUp, PictureDown, SoundDown } from '../protocol/frame-channel';
import { SharedPicture } from './shared-picture';

/** Shorter than the engine's limit for a request in service, so that the cause is told before the executor counts as hung. */
const FIRST_FRAME_MS = 4000;

/** Pictures that requests may hold on to while newer ones take their place. */
export type PictureFrame = Omit<PictureDown, 'bitmap' | 'picture'> & {
  readonly bitmap: SharedPicture;
  readonly picture: SharedPicture | null;
};
/** A picture or a stretch of sound. */
export type Frame = PictureFrame | SoundDown;

interface Waiter {
  readonly resolve: (frame: Frame) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** One input of a tenant. */
interface Place {
  readonly input: ImageInput | AudioInput;
  readonly source: TenantInput;
  newest: Frame | null;
  /** Why nothing comes; null while there is nothing to say. */
  absent: string | null;
  waiter: Waiter | null;
}

export class FrameInbox {
  readonly #places = new Map<string, Map<number, Place>>();

  constructor(private readonly port: MessagePort) {
    port.onmessage = (event: MessageEvent<FrameDown>) => this.#receive(event.data);
  }

  post(message: FrameUp): void {
    this.port.postMessage(message);
  }

  /** Asks the UI for frames for this input from this source; what came from another one is forgotten. */
  want(tenantId: string, slot: number, input: ImageInput | AudioInput, source: TenantInput): void {
    const places = this.#places.get(tenantId) ?? new Map<number, Place>();
    empty(places.get(slot), 'The tenant was given another input while it waited.');
    places.set(slot, { input, source, newest: null, absent: null, waiter: null });
    this.#places.set(tenantId, places);
    this.post({ kind: 'want', tenantId, slot, input, source, withPicture: false });
  }

  /** Asks for whole frames beside the input, or for none any more; what has come is kept. */
  wantPicture(tenantId: string, withPicture: boolean): void {
    for (const [slot, { input, source }] of this.#places.get(tenantId) ?? [])
      this.post({ kind: 'want', tenantId, slot, input, source, withPicture });
  }

  /**
   * The newest frame; waits for the first one. The inbox keeps its bitmaps open until a newer one comes; who needs them
   * beyond that holds them.
   * @throws EngineError `input-missing` when its source has nothing, or none comes in time.
   */
  newest(tenantId: string, slot: number): Promise<Frame> {
    const place = this.#places.get(tenantId)?.get(slot);
    if (place === undefined) return Promise.reject(gone('The tenant has no such input any more.'));
    if (place.newest !== null) return Promise.resolve(place.newest);
    if (place.absent !== null) return Promise.reject(missing(place.absent));
    takeWaiter(place)?.reject(gone('Another request of the tenant waits for its frame.'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        place.waiter = null;
        reject(missing(nothingCame(tenantId, place.source)));
      }, FIRST_FRAME_MS);
      place.waiter = { resolve, reject, timer };
    });
  }

  /** Forgets a tenant: its frames are closed, a request that waits is refused, what still comes is closed. */
  forget(tenantId: string): void {
    const places = this.#places.get(tenantId);
    if (places === undefined) return;
    this.#places.delete(tenantId);
    for (const place of places.values())
      empty(place, 'The tenant left this input while it waited for a frame.');
    this.post({ kind: 'unwant', tenantId });
  }

  #receive(message: FrameDown): void {
    const { tenantId, slot } = message;
    if (message.kind !== 'nothing')
      this.post({ kind: 'taken', tenantId, slot, frameNumber: message.frameNumber });
    const place = this.#places.get(tenantId)?.get(slot);
    const frame = frameOf(message);
    if (place === undefined) {
      close(frame); // on its way when the tenant left
      return;
    }
    close(place.newest);
    place.newest = frame;
    place.absent = message.kind === 'nothing' ? message.reason : null;
    const waiter = takeWaiter(place);
    if (frame !== null) waiter?.resolve(frame);
    else waiter?.reject(missing(place.absent ?? ''));
  }
}

function frameOf(message: FrameDown): Frame | null {
  if (message.kind === 'nothing') return null;
  if (message.kind === 'sound') return message;
  const picture = message.picture === null ? null : new SharedPicture(message.picture);
  return { ...message, bitmap: new SharedPicture(message.bitmap), picture };
}

function empty(place: Place | undefined, why: string): void {
  if (place === undefined) return;
  close(place.newest);
  takeWaiter(place)?.reject(gone(why));
}

function takeWaiter(place: Place): Waiter | null {
  const { waiter } = place;
  if (waiter !== null) clearTimeout(waiter.timer);
  place.waiter = null;
  return waiter;
}

const gone = (why: string): EngineError => new EngineError('cancelled', why);
const missing = (why: string): EngineError => new EngineError('input-missing', why);

function nothingCame(tenantId: string, source: TenantInput): string {
  const seconds = FIRST_FRAME_MS / 1000;
  return `Nothing of the ${source.replace('-', ' ')} came for ${tenantId} within ${seconds} s: retry while the page is visible, or give it random tensors.`;
}

/** Bitmaps hold memory outside the heap; samples do not. */
function close(frame: Frame | null): void {
  if (frame?.kind !== 'frame') return;
  frame.bitmap.letGo();
  frame.picture?.letGo();
}
