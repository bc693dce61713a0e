import { describe, expect, it } from 'vitest';
import { LOOP_SECONDS, MELODY } from './melody';
import { MelodyLoop } from './melody-loop';
import { addNotes } from './synthesis';

const RATE = 22_050;
const WINDOW = 43_844;

/** Share of the energy of `samples` at a frequency: the Goertzel algorithm. */
function energyAt(samples: Float32Array, hertz: number): number {
  const angle = (2 * Math.PI * hertz) / RATE;
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, index) => {
    real += sample * Math.cos(angle * index);
    imaginary += sample * Math.sin(angle * index);
  });
  return real * real + imaginary * imaginary;
}

describe('the melody', () => {
  it('ends every note within its loop, so that the loop has no seam', () => {
    for (const { startSeconds, endSeconds } of MELODY) {
      expect(startSeconds).toBeGreaterThanOrEqual(0);
      expect(endSeconds).toBeGreaterThan(startSeconds);
      expect(endSeconds).toBeLessThanOrEqual(LOOP_SECONDS);
    }
  });

  it('strikes no pitch that still sounds', () => {
    for (const note of MELODY) {
      const clash = MELODY.filter(
        (other) =>
          other !== note &&
          other.pitch === note.pitch &&
          other.startSeconds < note.endSeconds &&
          note.startSeconds < other.endSeconds,
      );
      expect(clash).toEqual([]);
    }
  });

  it('never reaches full scale, whatever sounds together', () => {
    const loudest = new MelodyLoop(RATE).whole().reduce((top, sample) => Math.max(top, Math.abs(sample)), 0);
    expect(loudest).toBeGreaterThan(0.2);
    expect(loudest).toBeLessThan(1);
  });
});

describe('a note', () => {
  it('sounds at its pitch, and at no other', () => {
    const samples = new Float32Array(RATE);
    addNotes([{ pitch: 69, startSeconds: 0, endSeconds: 1, loudness: 0.5 }], samples, 0, RATE);
    expect(energyAt(samples, 440)).toBeGreaterThan(1000 * energyAt(samples, 466.16));
  });

  it('is silent before it starts and after it ends', () => {
    const samples = new Float32Array(RATE);
    addNotes([{ pitch: 69, startSeconds: 0.25, endSeconds: 0.5, loudness: 0.5 }], samples, 0, RATE);
    expect(samples.subarray(0, RATE / 4).every((sample) => sample === 0)).toBe(true);
    expect(samples.subarray(RATE / 2 + 1).every((sample) => sample === 0)).toBe(true);
    expect(samples.subarray(RATE / 4, RATE / 2).some((sample) => Math.abs(sample) > 0.1)).toBe(true);
  });

  it('has the same samples however they are cut', () => {
    const note = { pitch: 76, startSeconds: 0.1, endSeconds: 0.9, loudness: 0.3 };
    const whole = new Float32Array(RATE);
    addNotes([note], whole, 0, RATE);
    const late = new Float32Array(5000);
    addNotes([note], late, 9000, RATE);
    late.forEach((sample, index) => {
      expect(sample).toBeCloseTo(whole[9000 + index] ?? NaN, 5);
    });
  });

  it('leaves out harmonics that the rate cannot hold', () => {
    const samples = new Float32Array(1000);
    addNotes([{ pitch: 69, startSeconds: 0, endSeconds: 1, loudness: 0.5 }], samples, 0, 800);
    expect(samples.every((sample) => sample === 0)).toBe(true);
  });
});

describe('a window of the melody', () => {
  it('ends at the instant that was asked for', () => {
    const { samples, startSeconds } = new MelodyLoop(RATE).endingAt(5, WINDOW);
    expect(samples).toHaveLength(WINDOW);
    expect(startSeconds).toBeCloseTo(5 - WINDOW / RATE, 4);
  });

  it('is the same whatever was asked for before', () => {
    const fresh = new MelodyLoop(RATE).endingAt(7.3, WINDOW);
    const used = new MelodyLoop(RATE);
    for (let seconds = 0; seconds < 7.3; seconds += 0.25) used.endingAt(seconds, WINDOW);
    expect(used.endingAt(7.3, WINDOW)).toEqual(fresh);
  });

  it('repeats with the loop, also before time 0', () => {
    const loop = new MelodyLoop(RATE);
    const { samples } = loop.endingAt(1, WINDOW);
    expect(loop.endingAt(1 + LOOP_SECONDS, WINDOW).samples).toEqual(samples);
    expect(loop.endingAt(1 + LOOP_SECONDS, WINDOW).startSeconds).toBeCloseTo(
      1 + LOOP_SECONDS - WINDOW / RATE,
      3,
    );
    expect(samples.subarray(0, RATE / 2).some((sample) => sample !== 0)).toBe(true);
  });

  it('belongs to whoever asked for it', () => {
    const loop = new MelodyLoop(RATE);
    loop.endingAt(3, WINDOW).samples.fill(9);
    expect(loop.levelAt(3)).toBeLessThan(1);
  });

  it('has a level where a chord sounds, and less of it in the gap before the next', () => {
    const loop = new MelodyLoop(RATE);
    expect(loop.levelAt(0.2)).toBeGreaterThan(0.05);
    expect(loop.levelAt(3 - 0.01)).toBeLessThan(loop.levelAt(0.2) / 2);
  });
});
