/** The networks of things and of pixels on pictures whose content is known: an astronaut, a cup of coffee, a cat. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Box, Result } from '../../domain/result';
import { expectKind, sharedFraction } from '../../testing/expectations';
import { meanColour, meanDifference, type Picture, resizeBilinear, sample } from '../../testing/picture';
import { isAssembled, loadRealNetwork, type RealNetwork, scenePicture } from '../../testing/real-networks';

const astronaut = scenePicture('astronaut');
const coffee = scenePicture('coffee');
const cat = scenePicture('chelsea');

describe('COCO-SSD', () => {
  let cocoSsd: RealNetwork;
  beforeAll(async () => {
    cocoSsd = await loadRealNetwork('coco-ssd');
  }, 60_000);

  const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };

  const objectsIn = async (shown: Picture) => expectKind(await cocoSsd.see(shown), 'objects').objects;

  it('sees a cup on a table in the coffee', async () => {
    const [first, second, ...more] = await objectsIn(coffee);
    expect(first?.label).toBe('cup');
    expect(first?.score).toBeGreaterThan(0.9);
    expect(
      sharedFraction(first?.box ?? NOWHERE, { x: 0.28, y: 0.06, width: 0.4, height: 0.55 }),
    ).toBeGreaterThan(0.8);
    expect(second?.label).toBe('dining table');
    expect(more).toEqual([]);
  });
  it('sees one cat, and it fills its picture', async () => {
    const [only, ...more] = await objectsIn(cat);
    expect(only?.label).toBe('cat');
    expect(only?.score).toBeGreaterThan(0.9);
    expect(sharedFraction(only?.box ?? NOWHERE, { x: 0, y: 0, width: 0.9, height: 1 })).toBeGreaterThan(0.9);
    expect(more).toEqual([]);
  });

  it('sees one person in the astronaut', async () => {
    const [only, ...more] = await objectsIn(astronaut);
    expect(only?.label).toBe('person');
    expect(
      sharedFraction(only?.box ?? NOWHERE, { x: 0.03, y: 0.03, width: 0.72, height: 0.97 }),
    ).toBeGreaterThan(0.9);
    expect(more).toEqual([]);
  });
});

describe.each(['esrgan-slim', 'esrgan-medium'])('%s', (id) => {
  /** Her face at 64 px a side, and the truth at 128. */
  const FACE: Box = { x: 0.3125, y: 0.125, width: 0.25, height: 0.25 };
  const truth: Picture = {
    width: 128,
    height: 128,
    pixels: Uint8Array.from(sample(astronaut, FACE, 128, 128)),
  };
  let upscaled: Extract<Result, { kind: 'upscaled' }>;
  let bilinear: Picture;

  beforeAll(async () => {
    const esrgan = await loadRealNetwork(id);
    upscaled = expectKind(await esrgan.see(astronaut, [FACE]), 'upscaled');
    esrgan.dispose();
    const before = { width: 64, height: 64, pixels: Uint8Array.from(upscaled.before) };
    bilinear = resizeBilinear(before, 128, 128);
  }, 60_000);

  const enlarged = (): Picture => ({ width: 128, height: 128, pixels: Uint8Array.from(upscaled.after) });

  it('doubles the side and shows what it was given', () => {
    expect(upscaled).toMatchObject({ factor: 2, width: 128, height: 128, region: FACE });
    expect(upscaled.before).toEqual(sample(astronaut, FACE, 64, 64));
  });

  it('keeps the mean colour within three levels', () => {
    const [wanted, found] = [meanColour(truth), meanColour(enlarged())];
    for (const channel of [0, 1, 2] as const)
      expect(Math.abs(found[channel] - wanted[channel])).toBeLessThan(3);
  });

  it('comes nearer to the truth than bilinear resizing does', () => {
    expect(meanDifference(enlarged(), truth)).toBeLessThan(meanDifference(bilinear, truth));
  });
});

describe.skipIf(!isAssembled('deeplab-v3'))('DeepLab (assembled on request)', () => {
  let deeplab: RealNetwork;
  beforeAll(async () => {
    deeplab = await loadRealNetwork('deeplab-v3');
  }, 60_000);

  it('marks a person in the astronaut, face and suit, and nothing else', async () => {
    const { classes, classOf, width, height } = expectKind(await deeplab.see(astronaut), 'segments');
    expect(classes).toHaveLength(1);
    const [person] = classes;
    expect(person?.label).toBe('person');
    expect(person?.coverageFraction).toBeGreaterThan(0.35);
    expect(person?.coverageFraction).toBeLessThan(0.6);
    const at = (x: number, y: number) => classOf[Math.floor(y * height) * width + Math.floor(x * width)];
    expect(at(0.44, 0.25)).toBe(person?.index);
    expect(at(0.44, 0.7)).toBe(person?.index);
    expect(at(0.97, 0.03)).toBe(0);
  });
});
