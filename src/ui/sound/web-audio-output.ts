/** The browser's sound output as the melody's player wants it. It decides nothing. */
import type { SoundOutput } from './melody-player';

/** Long enough that a start or an end does not click. */
const FADE_SECONDS = 0.03;

/** @throws where the browser has no Web Audio. */
export function openWebAudio(): SoundOutput {
  const context = new AudioContext();
  return {
    get state() {
      return context.state;
    },
    get currentTime() {
      return context.currentTime;
    },
    resume: () => context.resume(),
    suspend: () => context.suspend(),
    close: () => context.close(),
    play(samples, sampleRateHz, offsetSeconds) {
      const buffer = context.createBuffer(1, samples.length, sampleRateHz);
      buffer.copyToChannel(samples, 0);
      const source = new AudioBufferSourceNode(context, { buffer, loop: true });
      const gain = new GainNode(context, { gain: 0 });
      source.connect(gain).connect(context.destination);
      gain.gain.setTargetAtTime(1, context.currentTime, FADE_SECONDS / 3);
      source.start(0, offsetSeconds);
      return () => {
        gain.gain.setTargetAtTime(0, context.currentTime, FADE_SECONDS / 3);
        source.stop(context.currentTime + FADE_SECONDS);
      };
    },
  };
}
