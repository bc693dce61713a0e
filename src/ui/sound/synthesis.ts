/**
 * Turns notes into samples: a few harmonics per note under a struck envelope. A pure function of time, at any rate; it
 * keeps nothing. Sines and decays are turned on from sample to sample, so that a sample costs multiplications only.
 */
import type { MelodyNote } from './melody';

/**
 * Loudness of each harmonic over that of the first. Flute-like: on 21 windows of the melody Basic Pitch then finds all 148
 * notes and none besides; with 1, 0.32, 0.14, 0.06 it also hears 78 octaves that nobody played.
 */
const HARMONICS = [1, 0.1, 0.05] as const;
const ATTACK_SECONDS = 0.008;
const RELEASE_SECONDS = 0.05;
/** The first harmonic falls to 1/e in so long; the n-th n times as fast. */
const DECAY_SECONDS = 2.2;

/** Hertz of a MIDI number. */
const frequencyOf = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);

/**
 * Adds the notes to samples.
 * @param into mono; its first sample is `firstSample` samples after time 0.
 */
export function addNotes(
  notes: readonly MelodyNote[],
  into: Float32Array,
  firstSample: number,
  sampleRateHz: number,
): void {
  for (const note of notes) {
    const from = Math.max(Math.ceil(note.startSeconds * sampleRateHz) - firstSample, 0);
    const to = Math.min(Math.ceil(note.endSeconds * sampleRateHz) - firstSample, into.length);
    if (from >= to) continue;
    HARMONICS.forEach((share, index) => {
      addPartial(note, index + 1, share, into, from, to, firstSample, sampleRateHz);
    });
  }
}

/** One harmonic of one note, into samples `from` up to `to`. */
function addPartial(
  note: MelodyNote,
  harmonic: number,
  share: number,
  into: Float32Array,
  from: number,
  to: number,
  firstSample: number,
  sampleRateHz: number,
): void {
  const { startSeconds, endSeconds, loudness } = note;
  const frequency = frequencyOf(note.pitch) * harmonic;
  if (frequency >= sampleRateHz / 2) return; // it would be heard as another pitch
  const angle = (2 * Math.PI * frequency) / sampleRateHz;
  const fall = Math.exp(-harmonic / (DECAY_SECONDS * sampleRateHz));
  const since = (firstSample + from) / sampleRateHz - startSeconds;
  const begin = 2 * Math.PI * frequency * since;
  const level = loudness * share * Math.exp((-harmonic * since) / DECAY_SECONDS);
  // A point on a shrinking circle: each step turns it by `angle` and draws it in by `fall`.
  let sine = level * Math.sin(begin);
  let cosine = level * Math.cos(begin);
  const turnSine = fall * Math.sin(angle);
  const turnCosine = fall * Math.cos(angle);
  for (let index = from; index < to; index += 1) {
    const at = (firstSample + index) / sampleRateHz;
    const edge = Math.min(1, (at - startSeconds) / ATTACK_SECONDS, (endSeconds - at) / RELEASE_SECONDS);
    into[index] = (into[index] as number) + edge * sine; // index < to ≤ length
    const next = sine * turnCosine + cosine * turnSine;
    cosine = cosine * turnCosine - sine * turnSine;
    sine = next;
  }
}
