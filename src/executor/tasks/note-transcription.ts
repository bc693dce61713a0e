/**
 * Basic Pitch: which notes are played in two seconds of sound. Owns how activations become notes; must not know where the
 * sound comes from. After the note creation of Spotify's own package (`toMidi.ts`), without inferred onsets and bends.
 */
import { assert } from '../../base/assert';
import { EngineError } from '../../domain/errors';
import type { CatalogModel } from '../../domain/model';
import type { Note, Result } from '../../domain/result';
import type { OutputTensor, TensorData } from '../runtime';
import { outputOf } from './outputs';
import type { DecodeContext, Task, TaskSource } from './task';

/** Frames of a window, and pitches of a piano. */
const FRAMES = 172;
const PITCHES = 88;
/** Activations finer than a semitone: not read. */
const CONTOUR_BINS = 264;
/** MIDI number of the lowest pitch, A0. */
const LOWEST_PITCH = 21;
/** Samples from one frame to the next: 11.6 ms at 22 050 Hz. */
const HOP = 256;

/** Defaults of Spotify's package and of its demo: 11 frames are 128 ms. */
const MIN_ONSET = 0.5;
const MIN_FRAME = 0.3;
const MIN_FRAMES = 11;
/** A note goes on through a gap of fewer frames. */
const GAP_FRAMES = 11;

export const noteTranscription: Task = { preprocess, decode };

/** Samples as they are: the network wants −1..1, which is what comes. */
function preprocess(source: TaskSource, model: CatalogModel, reuse?: TensorData): TensorData {
  assert(source.kind === 'sound', `${model.name} listens; it was given ${source.kind}`);
  const [, length] = model.input.shape;
  const { samples } = source;
  assert(samples.length === length, `${samples.length} samples are not a window of ${length}`);
  const data = reuse ?? new Float32Array(length);
  data.set(samples);
  return data;
}

/**
 * @param outputs `[1, 172, 264]` contours, then `[1, 172, 88]` twice: first whether a note sounds, then whether one
 *   begins. Only their order tells these two apart; it is that of the graph's signature (`Identity_1`, `Identity_2`).
 */
function decode(outputs: readonly OutputTensor[], { model, source }: DecodeContext): Result {
  assert(source.kind === 'sound' && model.input.kind === 'audio', 'notes come of sound');
  const { sampleRateHz, shape } = model.input;
  outputOf(outputs, [1, FRAMES, CONTOUR_BINS], model);
  const [sounding, beginning] = activationsOf(outputs, model);
  const secondsAt = (frame: number) => source.startSeconds + (frame * HOP) / sampleRateHz;
  const notes = notesIn(sounding, beginning).map(
    ({ pitch, from, to, amplitude }): Note => ({
      pitch: LOWEST_PITCH + pitch,
      startSeconds: secondsAt(from),
      endSeconds: secondsAt(to),
      amplitude,
    }),
  );
  if (notes.length === 0) return { kind: 'nothing', reason: 'no note' };
  const { startSeconds } = source;
  return { kind: 'notes', startSeconds, endSeconds: startSeconds + shape[1] / sampleRateHz, notes };
}

function activationsOf(
  outputs: readonly OutputTensor[],
  model: CatalogModel,
): readonly [TensorData, TensorData] {
  const wanted = [1, FRAMES, PITCHES];
  const alike = outputs.filter(({ shape }) => shape.join() === wanted.join());
  const [first, second] = alike;
  if (first === undefined || second === undefined) {
    const message = `${model.name} returned ${alike.length} outputs of shape [${wanted.join(', ')}] in place of 2: try it on another backend.`;
    throw new EngineError('output-invalid', message);
  }
  return [outputOf([first], wanted, model), outputOf([second], wanted, model)];
}

/** A note in frames and in pitches above the lowest. `to` is the frame after its last. */
interface FrameNote {
  readonly pitch: number;
  readonly from: number;
  readonly to: number;
  readonly amplitude: number;
}

/** Row-major activations 0..1 of `FRAMES` × `PITCHES`; earliest note first. */
function notesIn(sounding: TensorData, beginning: TensorData): readonly FrameNote[] {
  const rest = Float32Array.from(sounding);
  const notes: FrameNote[] = [];
  const keep = (note: Omit<FrameNote, 'amplitude'>) => {
    const amplitude = meanOf(sounding, note);
    if (note.to - note.from > MIN_FRAMES) notes.push({ ...note, amplitude });
  };
  // From the last on: a note ends where a later one of its pitch has begun.
  for (let frame = FRAMES - 2; frame >= 0; frame -= 1) {
    for (let pitch = PITCHES - 1; pitch >= 0; pitch -= 1) {
      if (!isOnset(beginning, frame, pitch)) continue;
      const to = edgeOf(rest, pitch, frame, 1);
      if (to - frame > MIN_FRAMES) silence(rest, pitch, frame, to);
      keep({ pitch, from: frame, to });
    }
  }
  // What still sounds began before the window or too softly: it spreads from its loudest frame both ways.
  for (let at = loudest(rest); (rest[at] ?? 0) > MIN_FRAME; at = loudest(rest)) {
    const pitch = at % PITCHES;
    const frame = (at - pitch) / PITCHES;
    const from = edgeOf(rest, pitch, frame, -1) + 1;
    const to = edgeOf(rest, pitch, frame, 1);
    silence(rest, pitch, from, to);
    keep({ pitch, from, to });
  }
  return notes.sort((a, b) => a.from - b.from || a.pitch - b.pitch);
}

const valueAt = (activations: TensorData, frame: number, pitch: number): number =>
  activations[frame * PITCHES + pitch] ?? 0;

/** A peak in time. */
function isOnset(beginning: TensorData, frame: number, pitch: number): boolean {
  const value = valueAt(beginning, frame, pitch);
  return (
    value >= MIN_ONSET &&
    value > valueAt(beginning, frame - 1, pitch) &&
    value > valueAt(beginning, frame + 1, pitch)
  );
}

/** The first frame beyond the note that sounds at `frame`, going by `step`. */
function edgeOf(rest: TensorData, pitch: number, frame: number, step: 1 | -1): number {
  let at = frame + step;
  let quiet = 0;
  for (; at >= 0 && at < FRAMES && quiet < GAP_FRAMES; at += step) {
    quiet = valueAt(rest, at, pitch) < MIN_FRAME ? quiet + 1 : 0;
  }
  return at - step * quiet;
}

/** A note's energy spills into its neighbours: they go with it. */
function silence(rest: Float32Array, pitch: number, from: number, to: number): void {
  for (let frame = from; frame < to; frame += 1) {
    const row = frame * PITCHES;
    rest.fill(0, row + Math.max(0, pitch - 1), row + Math.min(PITCHES, pitch + 2));
  }
}

function loudest(rest: Float32Array): number {
  let best = 0;
  for (let at = 1; at < rest.length; at += 1) if ((rest[at] ?? 0) > (rest[best] ?? 0)) best = at;
  return best;
}

function meanOf(sounding: TensorData, { pitch, from, to }: Omit<FrameNote, 'amplitude'>): number {
  let sum = 0;
  for (let frame = from; frame < to; frame += 1) sum += valueAt(sounding, frame, pitch);
  return sum / (to - from);
}
