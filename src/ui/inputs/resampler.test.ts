import { describe, expect, it } from 'vitest';
import { Resampler } from './resampler';
import { SoundTape } from './sound-tape';

const OUT_HZ = 22_050;

function sine(rateHz: number, frequency: number, seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(rateHz * seconds) }, (_, index) =>
    Math.sin((2 * Math.PI * frequency * index) / rateHz),
  );
}
const rms = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

/** The last half second of a tone of one second at another rate. */
function resampled(rateHz: number, frequency: number): Float32Array {
  const tape = new SoundTape(rateHz, 2);
  tape.push(sine(rateHz, frequency, 1));
  return new Resampler(tape, OUT_HZ, 2).newest(OUT_HZ / 2);
}
const decibel = (samples: Float32Array) => 20 * Math.log10(rms(samples) / Math.SQRT1_2);

describe('a sound at another rate', () => {
  it.each([8000, 16_000, 44_100, 48_000, 192_000])('keeps a tone of 440 Hz that came at %i Hz', (rateHz) => {
    const samples = resampled(rateHz, 440);
    expect(decibel(samples)).toBeCloseTo(0, 1);
    let crossings = 0;
    for (let index = 1; index < samples.length; index += 1) {
      if ((samples[index - 1] ?? 0) < 0 && (samples[index] ?? 0) >= 0) crossings += 1;
    }
    expect(Math.abs(crossings - 220)).toBeLessThanOrEqual(1);
  });

  it.each([44_100, 48_000, 192_000])(
    'has no trace of a tone above its own half: 15 kHz that came at %i Hz',
    (rateHz) => expect(decibel(resampled(rateHz, 15_000))).toBeLessThan(-60),
  );

  it('has no images of a tone that came at 8 kHz: all its energy is the tone’s', () => {
    const samples = resampled(8000, 1000);
    const [real, imaginary] = [Math.cos, Math.sin].map((turn) =>
      samples.reduce((sum, sample, index) => sum + sample * turn((2 * Math.PI * 1000 * index) / OUT_HZ), 0),
    ) as [number, number];
    const tone = (2 * (real ** 2 + imaginary ** 2)) / samples.length ** 2;
    const all = rms(samples) ** 2;
    expect(10 * Math.log10(Math.abs(all - tone) / all)).toBeLessThan(-50);
  });

  it('is the same in many small pieces as in one', () => {
    const whole = sine(48_000, 997, 1);
    const tape = new SoundTape(48_000, 2);
    const resampler = new Resampler(tape, OUT_HZ, 2);
    for (let at = 0; at < whole.length; at += 1777) {
      tape.push(whole.subarray(at, at + 1777));
      resampler.newest(10);
    }
    const other = new SoundTape(48_000, 2);
    other.push(whole);
    expect(resampler.newest(4000)).toEqual(new Resampler(other, OUT_HZ, 2).newest(4000));
  });

  it('goes on in step when nobody asked for longer than is kept', () => {
    const tape = new SoundTape(48_000, 1);
    const resampler = new Resampler(tape, OUT_HZ, 1);
    resampler.newest(10);
    tape.push(sine(48_000, 440, 5));
    expect(decibel(resampler.newest(8000))).toBeCloseTo(0, 1);
  });
});

describe('the tape', () => {
  it('keeps the newest samples and counts all', () => {
    const tape = new SoundTape(4, 1);
    tape.push(Float32Array.of(1, 2, 3));
    tape.push(Float32Array.of(4, 5, 6));
    expect([...tape.newest(3)]).toEqual([4, 5, 6]);
    expect([tape.length, tape.oldest]).toEqual([6, 2]);
    expect([...tape.copy(1, 3)]).toEqual([0, 3, 4]);
    tape.push(Float32Array.from({ length: 9 }, (_, index) => index));
    expect([...tape.newest(4)]).toEqual([5, 6, 7, 8]);
  });

  it('is silent before its beginning', () => {
    const tape = new SoundTape(8, 1);
    tape.push(Float32Array.of(1));
    expect([...tape.newest(3)]).toEqual([0, 0, 1]);
  });
});
