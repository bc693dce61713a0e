/**
 * Basic Pitch on sounds whose notes are known: a synthesised chord, the scene's melody, silence. Proves which output is
 * which, thresholds and timing, which no synthetic array can. Runs on WASM in Node.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { defined } from '../../base/assert';
import { type CatalogModel, catalogSchema } from '../../domain/model';
import type { Note, Result } from '../../domain/result';
import { toArtifacts } from '../../sources/model-artifacts';
import { MELODY, type MelodyNote } from '../../ui/sound/melody';
import { MelodyLoop } from '../../ui/sound/melody-loop';
import { addNotes } from '../../ui/sound/synthesis';
import type { OutputTensor } from '../runtime';
import { noteTranscription } from './note-transcription';

const MODELS = new URL('../../../public/models/', import.meta.url);
const WASM = new URL('../../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/', import.meta.url);
const RATE = 22_050;
const WINDOW = 43_844;

let model: CatalogModel;
let network: tf.GraphModel;

beforeAll(async () => {
  setWasmPaths(fileURLToPath(WASM));
  await tf.setBackend('wasm');
  const { models } = catalogSchema.parse(JSON.parse(readFileSync(new URL('catalog.json', MODELS), 'utf8')));
  model = defined(
    models.find((one) => one.task === 'note-transcription'),
    'model that transcribes notes',
  );
  const files = new Map(
    model.files.map(({ path }) => [
      path,
      Uint8Array.from(readFileSync(new URL(`${model.id}/${path}`, MODELS))),
    ]),
  );
  const artifacts = toArtifacts(model, files);
  network = await tf.loadGraphModel(tf.io.fromMemory(artifacts as unknown as tf.io.ModelArtifacts)); // same shape, checked there
}, 120_000);

/** The network's outputs, in its order. */
function run(samples: Float32Array, startSeconds: number): readonly OutputTensor[] {
  const data = noteTranscription.preprocess({ kind: 'sound', samples, startSeconds }, model);
  return tf.tidy(() => {
    const returned = network.predict(tf.tensor(data, model.input.shape, 'float32'));
    if (!Array.isArray(returned)) throw new Error('the network has several outputs');
    return returned.map((tensor) => ({ shape: tensor.shape, data: tensor.dataSync<'float32'>() }));
  });
}

function hear(samples: Float32Array, startSeconds = 0): Result {
  const region = { x: 0, y: 0, width: 1, height: 1 };
  const source = { kind: 'sound', samples, startSeconds } as const;
  const context = { region, regions: [region], regionFound: true, model, source };
  return noteTranscription.decode(run(samples, startSeconds), context);
}

const notesOf = (result: Result): readonly Note[] => (result.kind === 'notes' ? result.notes : []);

/** A4, C♯5, E5 from 0.25 to 1.75 s. */
function chord(): Float32Array {
  const samples = new Float32Array(WINDOW);
  const notes = [69, 73, 76].map((pitch) => ({ pitch, startSeconds: 0.25, endSeconds: 1.75, loudness: 0.2 }));
  addNotes(notes, samples, 0, RATE);
  return samples;
}

describe('Basic Pitch', () => {
  it('hears A4, C♯5 and E5 in their chord, from beginning to end, and nothing else', () => {
    const notes = [...notesOf(hear(chord()))].sort((a, b) => a.pitch - b.pitch);
    expect(notes.map(({ pitch }) => pitch)).toEqual([69, 73, 76]);
    for (const { startSeconds, endSeconds, amplitude } of notes) {
      expect(Math.abs(startSeconds - 0.25)).toBeLessThan(0.03);
      expect(Math.abs(endSeconds - 1.75)).toBeLessThan(0.05);
      expect(amplitude).toBeGreaterThan(0.5);
    }
  });

  it('tells first what sounds, then what begins: the second is high for an instant, the first for the note', () => {
    const [sounding, beginning] = run(chord(), 0).filter(({ shape }) => shape.at(-1) === 88);
    const framesOf = (output: OutputTensor | undefined) =>
      Array.from({ length: 172 }, (_, frame) => output?.data[frame * 88 + 69 - 21] ?? 0).filter(
        (value) => value > 0.3,
      ).length;
    expect(framesOf(sounding)).toBeGreaterThan(100); // 1.5 s are 129 frames
    expect(framesOf(beginning)).toBeGreaterThan(0);
    expect(framesOf(beginning)).toBeLessThan(15);
  });

  it('hears no note in silence', () => {
    expect(hear(new Float32Array(WINDOW))).toEqual({ kind: 'nothing', reason: 'no note' });
  });

  it('hears the melody’s notes, in every window of it, and none that nobody played', () => {
    const loop = new MelodyLoop(RATE);
    for (let end = 2; end <= 12; end += 0.5) {
      const { samples, startSeconds } = loop.endingAt(end, WINDOW);
      const notes = notesOf(hear(samples, startSeconds));
      const played = MELODY.filter((note) => shared(note, { startSeconds, endSeconds: end }) > 0);
      const invented = notes.filter((note) => !played.some((one) => overlap(one, note) > 0));
      expect(invented, `up to ${end} s`).toEqual([]);
      for (const note of played) {
        const within = shared(note, { startSeconds, endSeconds: end });
        if (within < 0.25) continue; // a sliver at the window's edge
        const heard = notes.reduce((sum, one) => sum + overlap(note, one), 0);
        expect(heard, `${note.pitch} up to ${end} s`).toBeGreaterThan(0.6 * within);
      }
    }
  }, 60_000);
});

type Span = Pick<MelodyNote, 'startSeconds' | 'endSeconds'>;

/** Seconds in which both are. */
const shared = (a: Span, b: Span): number =>
  Math.max(0, Math.min(a.endSeconds, b.endSeconds) - Math.max(a.startSeconds, b.startSeconds));

const overlap = (a: MelodyNote, b: Note): number => (a.pitch === b.pitch ? shared(a, b) : 0);
