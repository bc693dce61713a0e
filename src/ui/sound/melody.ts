/**
 * The synthesised melody that audio models listen to: which notes it is made of, as data, and how long its loop lasts.
 * It makes no sound; `synthesis.ts` does.
 */

export interface MelodyNote {
  /** MIDI number: 69 is A4, 440 Hz. */
  readonly pitch: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Peak of its first partial, 0..1. */
  readonly loudness: number;
}

/** The melody repeats after so long: four bars of four beats. */
export const LOOP_SECONDS = 12;

const BEAT_SECONDS = 0.75;
const BEATS_PER_BAR = 4;
/** A note ends so long before the next may begin: struck again, not held. */
const GAP_SECONDS = 0.06;
const CHORD_LOUDNESS = 0.13;
const TUNE_LOUDNESS = 0.17;

/** A bar: the chord that is held through it, and the tune as [pitch, first beat, beats]. */
interface Bar {
  readonly chord: readonly number[];
  readonly tune: readonly (readonly [pitch: number, beat: number, beats: number])[];
}

/** A minor, F, C, G. */
const BARS: readonly Bar[] = [
  {
    chord: [57, 60, 64],
    tune: [
      [76, 0, 1.5],
      [74, 1.5, 0.5],
      [72, 2, 1],
      [71, 3, 1],
    ],
  },
  {
    chord: [53, 57, 60],
    tune: [
      [72, 0, 1],
      [69, 1, 1],
      [77, 2, 1.5],
      [76, 3.5, 0.5],
    ],
  },
  {
    chord: [55, 60, 64],
    tune: [
      [79, 0, 1.5],
      [77, 1.5, 0.5],
      [76, 2, 1],
      [74, 3, 1],
    ],
  },
  {
    chord: [55, 59, 62],
    tune: [
      [74, 0, 1],
      [71, 1, 1],
      [67, 2, 2],
    ],
  },
];

function noteAt(pitch: number, beat: number, beats: number, loudness: number): MelodyNote {
  const startSeconds = beat * BEAT_SECONDS;
  return { pitch, startSeconds, endSeconds: startSeconds + beats * BEAT_SECONDS - GAP_SECONDS, loudness };
}

/** The notes of one loop. */
export const MELODY: readonly MelodyNote[] = BARS.flatMap(({ chord, tune }, bar) => {
  const first = bar * BEATS_PER_BAR;
  return [
    ...chord.map((pitch) => noteAt(pitch, first, BEATS_PER_BAR, CHORD_LOUDNESS)),
    ...tune.map(([pitch, beat, beats]) => noteAt(pitch, first + beat, beats, TUNE_LOUDNESS)),
  ];
});
