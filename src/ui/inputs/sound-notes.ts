/** What is worth a sentence about a sound that is no failure: a low rate, several channels, processing that stays on. */
import type { SoundFormat } from './sound-header';

/** Rates below this cut away what instruments have: the note says from where on. */
const FULL_RATE_HZ = 32_000;

/** "48 kHz", "22.05 kHz". */
export const rateWords = (hertz: number): string => `${hertz / 1000} kHz`;

export function formatNote({ sampleRateHz, channels }: SoundFormat): string | null {
  const notes = [
    sampleRateHz < FULL_RATE_HZ
      ? `${rateWords(sampleRateHz)}: nothing above ${rateWords(sampleRateHz / 2)}`
      : null,
    channels > 1 ? `${channels === 2 ? 'stereo' : `${channels} channels`}, mixed to mono` : null,
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : `${notes.join('; ')}.`;
}

/** The mean of the channels. */
export function mixedToMono(channels: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const mono = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    channel.forEach((sample, index) => {
      mono[index] = (mono[index] ?? 0) + sample / channels.length;
    });
  }
  return mono;
}

export function levelOf(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** What stays on though the page asked for the sound as it is. */
export function processingNote(settings: MediaTrackSettings): string {
  const on = [
    settings.echoCancellation === true ? 'echo cancellation' : null,
    settings.noiseSuppression === true ? 'noise suppression' : null,
    settings.autoGainControl === true ? 'automatic gain' : null,
  ].filter((word) => word !== null);
  return on.length === 0
    ? 'Echo cancellation, noise suppression and automatic gain are off.'
    : `This device keeps ${on.join(' and ')} on: models hear the sound changed.`;
}
