/**
 * The five networks of the catalog on pictures whose content is known: an astronaut (one happy woman), a cup of coffee,
 * a cat. Proves anchors, channel order, ranges and thresholds, which no synthetic array can. Runs on WASM in Node.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogSchema, type Model } from '../../domain/model';
import type { Box, DetectedFace, Point, Result } from '../../domain/result';
import { toArtifacts } from '../../sources/model-artifacts';
import { cut, letterbox, type Picture, readPicture, sample, square } from '../../testing/picture';
import type { OutputTensor, TensorData } from '../runtime';
import { TASKS } from './tasks';

const PUBLIC = new URL('../../../public/', import.meta.url);
const WASM = new URL('../../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/', import.meta.url);
const { models } = catalogSchema.parse(
  JSON.parse(readFileSync(new URL('models/catalog.json', PUBLIC), 'utf8')),
);

const picture = (name: string): Picture => readPicture(new URL(`scene/${name}.png`, PUBLIC));
const astronaut = picture('astronaut');
const coffee = picture('coffee');
const cat = picture('chelsea');

const networks = new Map<string, { model: Model; network: tf.GraphModel }>();

beforeAll(async () => {
  setWasmPaths(fileURLToPath(WASM));
  await tf.setBackend('wasm');
  for (const model of models) networks.set(model.id, { model, network: await load(model) });
}, 120_000);

async function load(model: Model): Promise<tf.GraphModel> {
  const files = new Map(model.files.map(({ path }) => [path, readModelFile(model, path)]));
  const artifacts = toArtifacts(model, files);
  return tf.loadGraphModel(tf.io.fromMemory(artifacts as unknown as tf.io.ModelArtifacts)); // same shape, checked there
}

function readModelFile(model: Model, path: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readFileSync(new URL(`models/${model.id}/${path}`, PUBLIC)));
  } catch (cause) {
    throw new Error(`${model.name}: ${path} is missing: run \`npm run models\` before the tests`, { cause });
  }
}

/** What the network of that id makes of a region of a picture: by default all of it, letterboxed. */
function see(id: string, shown: Picture, region = letterbox(shown)): Result {
  const entry = networks.get(id);
  if (entry === undefined) throw new Error(`the catalog has no model "${id}"`);
  const { model, network } = entry;
  const [, height, width] = model.input.shape;
  const data = TASKS[model.task].preprocess(sample(shown, region, width, height), model);
  return TASKS[model.task].decode(run(network, data, model), { region, regionFound: true, model });
}

function run(network: tf.GraphModel, data: TensorData, { input }: Model): readonly OutputTensor[] {
  return tf.tidy(() => {
    const returned = network.predict(tf.tensor(data, input.shape, input.dtype));
    const tensors = Array.isArray(returned) ? returned : [returned as tf.Tensor]; // one input, unnamed: never a map
    return tensors.map((tensor) => ({ shape: tensor.shape, data: tensor.dataSync<'float32'>() }));
  });
}

/** The result, which must be of that kind. */
function expectKind<Kind extends Result['kind']>(
  result: Result,
  kind: Kind,
): Extract<Result, { kind: Kind }> {
  expect(result).toMatchObject({ kind });
  return result as Extract<Result, { kind: Kind }>; // its kind is what the line above has checked
}

function onlyFace(shown: Picture): DetectedFace {
  const { faces } = expectKind(see('blazeface', shown), 'faces');
  expect(faces).toHaveLength(1);
  return faces[0] as DetectedFace; // one, as checked
}

/** The crop that a network gets to see of a face. */
function crop(id: string, shown: Picture, { box }: DetectedFace): Box {
  return square(box, networks.get(id)?.model.input.regionScale ?? 1, shown);
}

function expectInside({ x, y }: Point, box: Box, margin = 0): void {
  expect(x).toBeGreaterThan(box.x - margin);
  expect(x).toBeLessThan(box.x + box.width + margin);
  expect(y).toBeGreaterThan(box.y - margin);
  expect(y).toBeLessThan(box.y + box.height + margin);
}

/** Mask alpha at a point of the frame. */
function alphaAt(mask: Extract<Result, { kind: 'mask' }>, { x, y }: Point): number {
  const { region, width, height, alpha } = mask;
  const column = Math.floor(((x - region.x) / region.width) * width);
  const row = Math.floor(((y - region.y) / region.height) * height);
  return alpha[row * width + column] ?? 0;
}

const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

describe('the astronaut', () => {
  it('has exactly one face for BlazeFace, from brow to chin', () => {
    const { score, box } = onlyFace(astronaut);
    expect(score).toBeGreaterThan(0.85);
    expect(box.x).toBeCloseTo(0.337, 2);
    expect(box.y).toBeCloseTo(0.144, 2);
    expect(box.width).toBeCloseTo(0.205, 2);
    expect(box.height).toBeCloseTo(0.205, 2);
  });

  it('has eyes, nose, mouth and ears where BlazeFace says', () => {
    const [rightEye, leftEye, nose, mouth, rightEar, leftEar] = onlyFace(astronaut).keypoints;
    const known = [
      [rightEye, 0.396, 0.199],
      [leftEye, 0.484, 0.201],
      [nose, 0.437, 0.25],
      [mouth, 0.436, 0.291],
      [rightEar, 0.346, 0.217],
      [leftEar, 0.533, 0.223],
    ] as const;
    for (const [point, x, y] of known) {
      expect(point?.x).toBeCloseTo(x, 2);
      expect(point?.y).toBeCloseTo(y, 2);
    }
  });

  it('has 468 landmarks for FaceMesh, in and around her face', () => {
    const face = onlyFace(astronaut);
    const { points, score } = expectKind(
      see('facemesh', astronaut, crop('facemesh', astronaut, face)),
      'landmarks',
    );
    expect(score).toBeGreaterThan(0.99);
    for (let at = 0; at < points.length; at += 2) {
      expectInside({ x: points[at] ?? NaN, y: points[at + 1] ?? NaN }, face.box, 0.03);
    }
    // landmark 1 is the tip of the nose
    expect(points[2]).toBeCloseTo(face.keypoints[2]?.x ?? NaN, 1);
    expect(points[3]).toBeCloseTo(face.keypoints[2]?.y ?? NaN, 1);
  });

  it('is happy', () => {
    const face = onlyFace(astronaut);
    const { classes } = expectKind(see('emotion', astronaut, crop('emotion', astronaut, face)), 'classes');
    expect(classes[0]?.label).toBe('happy');
    expect(classes[0]?.score).toBeGreaterThan(0.9);
  });

  it('has her nose in her face and her shoulders below it for MoveNet', () => {
    const { box } = onlyFace(astronaut);
    const { score, keypoints } = expectKind(see('movenet-lightning', astronaut), 'pose');
    expect(score).toBeGreaterThan(0.5);
    const joint = (name: string) =>
      keypoints.find((keypoint) => keypoint.name === name) ?? { x: NaN, y: NaN, score: 0 };
    expectInside(joint('nose'), box);
    for (const shoulder of [joint('left shoulder'), joint('right shoulder')]) {
      expect(shoulder.score).toBeGreaterThan(0.5);
      expect(shoulder.y).toBeGreaterThan(box.y + box.height);
    }
    expect(joint('right shoulder').x).toBeLessThan(joint('left shoulder').x); // the person's right is on the left
  });

  it('is cut out with her face and without the corner above the flag', () => {
    const mask = expectKind(see('selfie', astronaut), 'mask');
    expect(alphaAt(mask, middle(onlyFace(astronaut).box))).toBeGreaterThan(250);
    expect(alphaAt(mask, { x: 0.97, y: 0.03 })).toBeLessThan(5);
    expect(mask.coverageFraction).toBeCloseTo(0.55, 1);
  });
});

describe('a letterboxed frame', () => {
  /** A strip across her face: a frame of 5:2, the face above its middle. */
  const strip: Box = { x: 0, y: 0.1, width: 1, height: 0.4 };
  const wide = cut(astronaut, strip);

  it('reaches beyond 0..1 above and below', () => {
    const region = letterbox(wide);
    expect(region).toMatchObject({ x: 0, width: 1 });
    expect(region.y).toBeCloseTo(-0.75, 1);
    expect(region.height).toBeCloseTo(2.5, 1);
  });

  it('has the face in the same place, now in fractions of that frame', () => {
    const { box } = onlyFace(wide);
    const whole = onlyFace(astronaut).box;
    expect(box.x).toBeCloseTo(whole.x, 1);
    expect(box.y).toBeCloseTo((whole.y - strip.y) / strip.height, 1);
    expect(box.height).toBeCloseTo(whole.height / strip.height, 1);
  });

  it('has landmarks on that face', () => {
    const face = onlyFace(wide);
    const { points } = expectKind(see('facemesh', wide, crop('facemesh', wide, face)), 'landmarks');
    expectInside({ x: points[2] ?? NaN, y: points[3] ?? NaN }, face.box);
  });

  it('has the nose of its pose where BlazeFace has it', () => {
    const { keypoints } = expectKind(see('movenet-lightning', wide), 'pose');
    const nose = onlyFace(wide).keypoints[2];
    expect(keypoints[0]?.x).toBeCloseTo(nose?.x ?? NaN, 1);
    expect(keypoints[0]?.y).toBeCloseTo(nose?.y ?? NaN, 1);
  });

  it('has a mask that covers that face and not the padding', () => {
    const mask = expectKind(see('selfie', wide), 'mask');
    expect(alphaAt(mask, middle(onlyFace(wide).box))).toBeGreaterThan(250);
    expect(alphaAt(mask, { x: 0.5, y: -0.01 })).toBe(0);
    expect(alphaAt(mask, { x: 0.5, y: 1.01 })).toBe(0);
  });
});

describe('the cup of coffee', () => {
  it('has no face for BlazeFace', () => {
    expect(see('blazeface', coffee)).toEqual({ kind: 'nothing', reason: 'no face' });
  });

  it('has no face for FaceMesh where BlazeFace comes closest to seeing one', () => {
    const handle: Box = { x: 0.294, y: 0.457, width: 0.228, height: 0.342 }; // score 0.63
    const region = square(handle, 1.5, coffee);
    expect(see('facemesh', coffee, region)).toEqual({ kind: 'nothing', reason: 'no face' });
  });

  it('has no body for MoveNet', () => {
    expect(see('movenet-lightning', coffee)).toEqual({ kind: 'nothing', reason: 'no body' });
  });

  it('is no person for Selfie segmentation, which marks it, but mostly undecided', () => {
    expect(see('selfie', coffee)).toEqual({ kind: 'nothing', reason: 'no person' });
  });
});

describe('the cat', () => {
  it('has one face for BlazeFace, which was never shown an animal', () => {
    const { score, box } = onlyFace(cat);
    expect(score).toBeGreaterThan(0.75);
    expectInside(middle(box), { x: 0.3, y: 0.3, width: 0.3, height: 0.4 });
  });

  it('has no face for FaceMesh in what BlazeFace takes for one', () => {
    expect(see('facemesh', cat, crop('facemesh', cat, onlyFace(cat)))).toEqual({
      kind: 'nothing',
      reason: 'no face',
    });
  });

  it('has no body for MoveNet', () => {
    expect(see('movenet-lightning', cat)).toEqual({ kind: 'nothing', reason: 'no body' });
  });

  it('is a person for Selfie segmentation, and it is sure of it', () => {
    expect(expectKind(see('selfie', cat), 'mask').coverageFraction).toBeGreaterThan(0.8);
  });

  it('has an expression for Emotion, which knows no other answer', () => {
    expect(see('emotion', cat, crop('emotion', cat, onlyFace(cat)))).toMatchObject({ kind: 'classes' });
  });
});
