/**
 * Opens a sound file, looped, on the run's clock. The browser decodes it at each rate that a model wants, its filter against
 * aliases included. It plays nothing aloud and keeps the file in this tab.
 */
import { EngineError } from '../../domain/errors';
import type { SoundStretch } from '../stage/frame-feeder';
import type { Opener, OpenSound, SoundWant, SourceWords } from './open-source';
import { type SoundFormat, soundFormatOf } from './sound-header';
import { formatNote, levelOf, mixedToMono, rateWords } from './sound-notes';

export interface SoundFileHost {
  /** Seconds; rejects when the browser cannot read it. Infinite where the file does not say. */
  durationOf(file: Blob): Promise<number>;
  /** One array per channel, at the rate. The bytes are given away. */
  decodeSound(bytes: ArrayBuffer, sampleRateHz: number): Promise<readonly Float32Array[]>;
}

const MAX_SECONDS = 600;
/** Sound is decoded at its own rate first: 200 MB of 24-bit samples become 270 MB. */
const MAX_BYTES = 200_000_000;
/** The one network of the catalog that listens. */
const FIRST_RATE_HZ = 22_050;
const METER_SECONDS = 0.05;
const HEAD_BYTES = 65_536;

export const openSoundFile =
  (host: SoundFileHost): Opener =>
  async ({ files, lost }) => {
    const [file] = files;
    if (file === undefined) throw new EngineError('input-absent', 'No sound file is chosen. Choose one.');
    if (file.size > MAX_BYTES) throw tooLong(file, `${Math.round(file.size / 1e6)} MB`);
    const seconds = await host.durationOf(file).catch((thrown: unknown) => {
      throw unreadable(file, thrown);
    });
    if (seconds > MAX_SECONDS) throw tooLong(file, `${Math.round(seconds / 60)} minutes`);
    const format = soundFormatOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
    const sound = new FileSound(host, file, format, lost);
    await sound.decodeFirst();
    return sound;
  };

class FileSound implements OpenSound {
  readonly kind = 'sound';
  /** Mono, by rate; `decoding` while it comes. */
  readonly #samples = new Map<number, Float32Array<ArrayBuffer> | 'decoding'>();
  #channels = 1;

  constructor(
    private readonly host: SoundFileHost,
    private readonly file: File,
    private readonly format: SoundFormat | null,
    private readonly lost: (error: EngineError) => void,
  ) {}

  get words(): SourceWords {
    const { format } = this;
    const samples = this.#at(FIRST_RATE_HZ);
    const seconds = `${((samples?.length ?? 0) / FIRST_RATE_HZ).toFixed(1)} s, looped`;
    const channels = format?.channels ?? this.#channels;
    return {
      label: this.file.name,
      detail: format === null ? seconds : `${rateWords(format.sampleRateHz)}, ${seconds}`,
      note: formatNote({ sampleRateHz: format?.sampleRateHz ?? Infinity, channels }),
    };
  }

  async decodeFirst(): Promise<void> {
    const samples = await this.#decoded(FIRST_RATE_HZ);
    if (samples.length === 0) throw unreadable(this.file, 'it is empty');
    if (samples.length > MAX_SECONDS * FIRST_RATE_HZ) throw tooLong(this.file, 'more');
  }

  stretch({ sampleRateHz, count, upTo }: SoundWant): SoundStretch | null {
    const loop = this.#at(sampleRateHz);
    if (loop === null) return null;
    const first = Math.round(upTo * sampleRateHz) - count;
    return { samples: cutOut(loop, first, count), startSeconds: first / sampleRateHz };
  }

  level(upTo: number): number {
    const loop = this.#at(FIRST_RATE_HZ);
    const count = Math.round(METER_SECONDS * FIRST_RATE_HZ);
    return loop === null ? 0 : levelOf(cutOut(loop, Math.round(upTo * FIRST_RATE_HZ) - count, count));
  }

  setRunning(): void {} // it follows the run's clock

  close(): void {
    this.#samples.clear();
  }

  #at(rateHz: number): Float32Array<ArrayBuffer> | null {
    const known = this.#samples.get(rateHz);
    if (known === undefined) {
      this.#samples.set(rateHz, 'decoding');
      this.#decoded(rateHz).catch((thrown: unknown) => this.lost(unreadable(this.file, thrown)));
    }
    return known === undefined || known === 'decoding' ? null : known;
  }

  async #decoded(rateHz: number): Promise<Float32Array<ArrayBuffer>> {
    const channels = await this.host
      .decodeSound(await this.file.arrayBuffer(), rateHz)
      .catch((thrown: unknown) => Promise.reject(unreadable(this.file, thrown)));
    this.#channels = channels.length;
    const mono = mixedToMono(channels);
    this.#samples.set(rateHz, mono);
    return mono;
  }
}

/** The loop has been playing for ever: before sample 0 lies its end. */
function cutOut(loop: Float32Array, first: number, count: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(count);
  for (let done = 0; done < count; ) {
    const at = (((first + done) % loop.length) + loop.length) % loop.length;
    const run = Math.min(count - done, loop.length - at);
    samples.set(loop.subarray(at, at + run), done);
    done += run;
  }
  return samples;
}

const tooLong = ({ name }: File, much: string): EngineError =>
  new EngineError(
    'sound-too-long',
    `${name} has ${much}; at most ${MAX_SECONDS / 60} minutes and ${MAX_BYTES / 1e6} MB are taken. Cut out the part that matters.`,
  );

function unreadable({ name }: File, thrown: unknown): EngineError {
  if (thrown instanceof EngineError) return thrown;
  return new EngineError(
    'sound-unreadable',
    `${name} is no sound that this browser can read, or it is damaged. Choose a WAV, MP3, FLAC or Ogg file.`,
    { cause: thrown },
  );
}
