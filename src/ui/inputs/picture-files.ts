/**
 * Opens picture files, shown in turn: one every three seconds while a run goes on. Only the one that is shown and the next
 * are kept decoded, and no larger than models need. It knows no canvas.
 */
import { EngineError } from '../../domain/errors';
import type { LivePicture } from '../stage/live-inputs';
import type { Opener, OpenPictures, SourceWords } from './open-source';
import { pictureSizeOf } from './picture-size';

export interface PictureHost {
  /** Decodes a picture, shrunk so that no side is longer than `maxSide`. */
  decodePicture(file: Blob, maxSide: number): Promise<ImageBitmap>;
}

const TURN_MS = 3000;
const MAX_BYTES = 50_000_000;
const MAX_PIXELS = 40_000_000;
const MAX_FILES = 200;
/** Of a decoded picture: 15 MB at most. */
const MAX_SIDE = 1920;
/** A JPEG's size may stand behind a preview and a colour profile. */
const HEAD_BYTES = 1_000_000;

export const openPictureFiles =
  (host: PictureHost): Opener =>
  async ({ files, reworded }) => {
    if (files.length === 0) throw new EngineError('input-absent', 'No pictures are chosen. Choose some.');
    const show = new PictureShow(host, files.slice(0, MAX_FILES), files.length, reworded);
    await show.begin();
    return show;
  };

class PictureShow implements OpenPictures {
  readonly kind = 'pictures';
  readonly moves = false;
  readonly #refused: EngineError[] = [];
  #files: readonly File[];
  #index = -1;
  #shown: ImageBitmap | null = null;
  #next: ImageBitmap | null = null;
  #preparing = false;
  #turns = 0;
  /** When the one that is shown began, less what passed while nothing ran. */
  #since: number | null = null;
  #running = false;
  #closed = false;

  constructor(
    private readonly host: PictureHost,
    files: readonly File[],
    private readonly given: number,
    private readonly reworded: () => void,
  ) {
    this.#files = files;
  }

  get words(): SourceWords {
    const { length } = this.#files;
    const name = this.#files[this.#index]?.name ?? 'Pictures';
    const [first] = this.#refused;
    const notes = [
      first === undefined
        ? ''
        : `${this.#refused.length} of ${this.given} could not be shown. ${first.message}`,
      this.given > MAX_FILES ? `The first ${MAX_FILES} of ${this.given} are shown.` : '',
    ].filter((note) => note !== '');
    return {
      label: length === 1 ? name : `${length} pictures`,
      detail: `${this.#shown?.width ?? 0} × ${this.#shown?.height ?? 0}${length === 1 ? '' : `, every ${TURN_MS / 1000} s`}`,
      note: notes.length === 0 ? null : notes.join(' '),
    };
  }

  /** Shows the first that can be shown. @throws EngineError of the first when none can. */
  async begin(): Promise<void> {
    await this.#prepare();
    if (this.#next === null) throw this.#refused[0] ?? new EngineError('picture-unreadable', 'No picture.');
    this.#turn();
  }

  picture(now: number): LivePicture | null {
    if (this.#running) {
      this.#since ??= now;
      if (now - this.#since >= TURN_MS && this.#next !== null && this.#files.length > 1) {
        this.#turn();
        this.#since = now;
      }
    } else {
      this.#since = null;
    }
    if (this.#shown === null) return null;
    const { width, height } = this.#shown;
    const [cutIndex, version] = [this.#turns, this.#turns];
    return { picture: this.#shown, width, height, mirrored: false, cutIndex, version };
  }

  setRunning(running: boolean): void {
    this.#running = running;
  }

  close(): void {
    this.#closed = true;
    this.#shown?.close();
    this.#next?.close();
    [this.#shown, this.#next] = [null, null];
  }

  #turn(): void {
    this.#shown?.close();
    this.#shown = this.#next;
    this.#next = null;
    this.#turns += 1;
    if (this.#files.length > 1) void this.#prepare();
  }

  /** Decodes the next one; what cannot be shown is left out from then on. */
  async #prepare(): Promise<void> {
    if (this.#preparing) return;
    this.#preparing = true;
    while (this.#next === null && this.#files.length > 0 && !this.#closed) {
      const index = (this.#index + 1) % this.#files.length;
      const file = this.#files[index];
      if (file === undefined) break;
      try {
        await refuseLarge(file);
        const bitmap = await decoded(this.host, file);
        if (this.#closed) bitmap.close();
        else this.#next = bitmap;
        this.#index = index;
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw thrown;
        this.#refused.push(thrown);
        this.#files = this.#files.filter((one) => one !== file);
        this.#index = Math.min(this.#index, index - 1);
        this.reworded();
      }
    }
    this.#preparing = false;
  }
}

async function decoded(host: PictureHost, file: File): Promise<ImageBitmap> {
  try {
    return await host.decodePicture(file, MAX_SIDE);
  } catch (thrown) {
    throw new EngineError(
      'picture-unreadable',
      `${file.name} is no picture that this browser can read, or it is damaged. Choose a PNG, JPEG, WebP or AVIF file.`,
      { cause: thrown },
    );
  }
}

/** Before it is decoded: a small file can claim a picture of gigabytes. */
async function refuseLarge(file: File): Promise<void> {
  if (file.size > MAX_BYTES) {
    throw new EngineError(
      'picture-too-large',
      `${file.name} has ${Math.round(file.size / 1e6)} MB; a picture may have ${MAX_BYTES / 1e6}. Make it smaller first.`,
    );
  }
  const size = pictureSizeOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (size === null || size.width * size.height <= MAX_PIXELS) return;
  throw new EngineError(
    'picture-too-large',
    `${file.name} has ${size.width} × ${size.height} pixels; a picture may have ${MAX_PIXELS / 1e6} million. Make it smaller first.`,
  );
}
