import { describe, expect, it } from 'vitest';
import type { CatalogModel } from '../../domain/model';
import { model } from '../../testing/builders';
import type { OutputTensor } from '../runtime';
import { noteTranscription } from './note-transcription';
import type { DecodeContext } from './task';

const SAMPLES = 43_844;
const listener: CatalogModel = {
  ...model('Basic Pitch'),
  task: 'note-transcription',
  input: {
    kind: 'audio',
    shape: [1, SAMPLES, 1],
    dtype: 'float32',
    range: [-1, 1],
    sampleRateHz: 22_050,
  },
};
/** Seconds of one frame. */
const HOP = 256 / 22_050;

/** Activations of 172 frames × 88 pitches. */
class Activations {
  readonly data = new Float32Array(172 * 88);

  /** MIDI `pitch` from frame `from` up to before `to`. */
  put(pitch: number, from: number, to: number, value: number): this {
    for (let frame = from; frame < to; frame += 1) this.data[frame * 88 + pitch - 21] = value;
    return this;
  }

  get tensor(): OutputTensor {
    return { shape: [1, 172, 88], data: this.data };
  }
}

const contours: OutputTensor = { shape: [1, 172, 264], data: new Float32Array(172 * 264) };

function decode(sounding: Activations, beginning: Activations, startSeconds = 0) {
  const region = { x: 0, y: 0, width: 1, height: 1 };
  const context: DecodeContext = {
    region,
    regions: [region],
    regionFound: true,
    model: listener,
    source: { kind: 'sound', samples: new Float32Array(SAMPLES), startSeconds },
  };
  return noteTranscription.decode([contours, sounding.tensor, beginning.tensor], context);
}

/** What is heard, as [pitch, first frame, frame after the last]. */
function heard(sounding: Activations, beginning: Activations): readonly (readonly number[])[] {
  const result = decode(sounding, beginning);
  if (result.kind !== 'notes') return [];
  return result.notes.map(({ pitch, startSeconds, endSeconds }) => [
    pitch,
    Math.round(startSeconds / HOP),
    Math.round(endSeconds / HOP),
  ]);
}

describe('a window of sound', () => {
  it('reaches the network as it is, in the array that is given back', () => {
    const samples = Float32Array.from({ length: SAMPLES }, (_, index) => Math.sin(index));
    const source = { kind: 'sound', samples, startSeconds: 3 } as const;
    const data = noteTranscription.preprocess(source, listener);
    expect(data).toEqual(samples);
    expect(data).not.toBe(samples);
    expect(noteTranscription.preprocess(source, listener, data)).toBe(data);
  });

  it('is refused when it is of another length, or a picture', () => {
    const short = { kind: 'sound', samples: new Float32Array(5), startSeconds: 0 } as const;
    expect(() => noteTranscription.preprocess(short, listener)).toThrow('5 samples');
    const picture = { kind: 'pixels', pixels: new Uint8ClampedArray(4) } as const;
    expect(() => noteTranscription.preprocess(picture, listener)).toThrow('listens');
  });
});

describe('activations', () => {
  it('become a note where an onset starts one, with its mean activation, on the clock of the sound', () => {
    const sounding = new Activations().put(69, 20, 60, 0.75);
    const result = decode(sounding, new Activations().put(69, 20, 21, 0.9), 10);
    expect(result).toEqual({
      kind: 'notes',
      startSeconds: 10,
      endSeconds: 10 + SAMPLES / 22_050,
      notes: [
        {
          pitch: 69,
          startSeconds: 10 + 20 * HOP,
          endSeconds: 10 + 60 * HOP,
          amplitude: expect.closeTo(0.75, 6),
        },
      ],
    });
  });

  it('become a chord when they sound together, and two notes when a pitch is struck again', () => {
    const sounding = new Activations().put(60, 10, 90, 0.7).put(64, 10, 50, 0.7);
    const beginning = new Activations().put(60, 10, 11, 0.8).put(64, 10, 11, 0.8).put(60, 50, 51, 0.8);
    expect(heard(sounding, beginning)).toEqual([
      [60, 10, 50],
      [64, 10, 50],
      [60, 50, 90],
    ]);
  });

  it('go on as one note through a gap of ten frames, and end at one of eleven', () => {
    const onset = new Activations().put(69, 20, 21, 0.9);
    const short = new Activations().put(69, 20, 50, 0.8).put(69, 60, 90, 0.8);
    expect(heard(short, onset)).toEqual([[69, 20, 90]]);
    const long = new Activations().put(69, 20, 50, 0.8).put(69, 61, 90, 0.2);
    expect(heard(long, onset)).toEqual([[69, 20, 50]]);
  });

  it('are no note when it lasts 11 frames, one when it lasts 12', () => {
    const onset = new Activations().put(69, 20, 21, 0.9);
    expect(heard(new Activations().put(69, 20, 31, 0.8), onset)).toEqual([]);
    expect(heard(new Activations().put(69, 20, 32, 0.8), onset)).toEqual([[69, 20, 32]]);
  });

  it('are a note without an onset too, as one that began before the window has none', () => {
    expect(heard(new Activations().put(57, 0, 80, 0.6), new Activations())).toEqual([[57, 0, 80]]);
  });

  it('that spill into the next semitone are no note of their own', () => {
    const sounding = new Activations().put(69, 20, 80, 0.9).put(70, 20, 80, 0.5).put(68, 20, 80, 0.5);
    expect(heard(sounding, new Activations().put(69, 20, 21, 0.9))).toEqual([[69, 20, 80]]);
  });

  it('below the thresholds are no note, and are said to be none', () => {
    const sounding = new Activations().put(69, 20, 80, 0.29);
    const faint = new Activations().put(69, 20, 21, 0.49);
    expect(decode(sounding, faint)).toEqual({ kind: 'nothing', reason: 'no note' });
  });

  it('reach from the lowest to the highest key of a piano, to the window’s ends', () => {
    const sounding = new Activations().put(21, 0, 172, 0.8).put(108, 0, 172, 0.8);
    expect(heard(sounding, new Activations())).toEqual([
      [21, 0, 172],
      [108, 0, 172],
    ]);
  });

  it('that are not numbers, or of another network, are refused', () => {
    const broken = new Activations().put(69, 20, 21, Number.NaN);
    expect(() => decode(broken, new Activations())).toThrow('Basic Pitch returned NaN');
    const context = { model: listener, source: { kind: 'sound' } } as DecodeContext; // the rest is not reached
    expect(() => noteTranscription.decode([contours, broken.tensor], context)).toThrow(
      'returned 1 outputs of shape [1, 172, 88] in place of 2',
    );
  });
});
