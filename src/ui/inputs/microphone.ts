/** Opens the microphone: one stream, its newest ten seconds on a tape, at each model's rate. Nothing of it leaves the tab. */
import { EngineError } from '../../domain/errors';
import { deviceError, deviceLost, noDevices } from './device-errors';
import type { Opener } from './open-source';
import { Resampler } from './resampler';
import { levelOf, processingNote, rateWords } from './sound-notes';
import { SoundTape } from './sound-tape';

/** A stream's samples as they come. */
export interface Tap {
  readonly sampleRateHz: number;
  /** Asks for what came since; only where samples do not come by themselves. */
  poll(): void;
  close(): void;
}

export interface MicrophoneHost {
  readonly devices: Pick<MediaDevices, 'getUserMedia'> | undefined;
  /** @param onBlock called with mono samples as they come. */
  tap(stream: MediaStream, onBlock: (block: Float32Array) => void): Promise<Tap>;
}

const KEPT_SECONDS = 10;
const METER_SECONDS = 0.05;

export const openMicrophone =
  (host: MicrophoneHost): Opener =>
  async ({ settings, lost }) => {
    const { microphoneId } = settings();
    const audio: MediaTrackConstraints = {
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
      ...(microphoneId === null ? {} : { deviceId: { exact: microphoneId } }),
    };
    const stream = await asked(host.devices?.getUserMedia({ audio, video: false }));
    const stop = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    let tape: SoundTape | null = null;
    let tap: Tap;
    try {
      tap = await host.tap(stream, (block) => tape?.push(block));
    } catch (thrown) {
      stop();
      throw new EngineError(
        'input-in-use',
        `The microphone’s sound could not be read: ${thrown instanceof Error ? thrown.message : String(thrown)}. Try again.`,
        { cause: thrown },
      );
    }
    const { sampleRateHz } = tap;
    const kept = new SoundTape(sampleRateHz, KEPT_SECONDS);
    tape = kept;
    const [track] = stream.getAudioTracks();
    const label = track?.label ?? '';
    track?.addEventListener('ended', () => lost(deviceLost('microphone', label)));
    const rates = new Map<number, Resampler>();
    const newest = (rateHz: number, count: number) => {
      tap.poll();
      if (rateHz === sampleRateHz) return kept.newest(count);
      const resampler = rates.get(rateHz) ?? new Resampler(kept, rateHz, KEPT_SECONDS);
      rates.set(rateHz, resampler);
      return resampler.newest(count);
    };
    return {
      kind: 'sound',
      words: {
        label: label === '' ? 'Microphone' : label,
        detail: `${rateWords(sampleRateHz)}, mono`,
        note: processingNote(track?.getSettings() ?? {}),
      },
      stretch: ({ sampleRateHz: wanted, count, upTo }) => ({
        samples: newest(wanted, count),
        startSeconds: upTo - count / wanted,
      }),
      level: () => {
        tap.poll();
        return levelOf(kept.newest(Math.round(METER_SECONDS * sampleRateHz)));
      },
      setRunning: () => {},
      close: () => {
        tap.close();
        stop();
      },
    };
  };

async function asked(question: Promise<MediaStream> | undefined): Promise<MediaStream> {
  if (question === undefined) throw noDevices('microphone');
  try {
    return await question;
  } catch (thrown) {
    throw deviceError('microphone', thrown);
  }
}
