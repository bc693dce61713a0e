import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel } from '../../testing/decoding';
import { faceAttributes } from './face-attributes';

const faceres = imageModel('FaceRes', { shape: [1, 224, 224, 3], region: 'face' });
const crop = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };

/** Shares by year; what is left of 1 goes to year 0. */
function decode(shares: Readonly<Record<number, number>>, male = 0.25, length = 2, regionFound = true) {
  const ages = new Float32Array(100);
  for (const [year, share] of Object.entries(shares)) ages[Number(year)] = share;
  const description = new Float32Array(1024);
  description.set([0.6 * length, 0.8 * length]);
  const outputs = [
    { shape: [1, 1], data: new Float32Array([male]) },
    { shape: [1, 1024], data: description },
    { shape: [1, 100], data: ages },
  ];
  return faceAttributes.decode(outputs, decodeContext(faceres, { region: crop, regionFound }));
}

function attributesOf(...given: Parameters<typeof decode>) {
  const result = decode(...given);
  if (result.kind !== 'attributes') throw new Error(result.kind);
  return result;
}

describe('face attributes', () => {
  it('takes the likeliest year and moves it towards the likelier neighbour', () => {
    expect(attributesOf({ 30: 0.5, 29: 0.0625, 31: 0.03125, 60: 0.40625 }).ageYears).toBe(29.375);
    expect(attributesOf({ 30: 0.5, 31: 0.0625, 60: 0.4375 }).ageYears).toBe(30.625);
  });

  it('names the likelier gender with its share', () => {
    expect(attributesOf({ 30: 1 }, 0.25).gender).toEqual({ label: 'female', score: 0.75 });
    expect(attributesOf({ 30: 1 }, 0.75).gender).toEqual({ label: 'male', score: 0.75 });
  });

  it('brings the description to length 1 and keeps the region', () => {
    const { embedding, region } = attributesOf({ 30: 1 });
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 6);
    expect(embedding[0]).toBeCloseTo(0.6, 6);
    expect(region).toEqual(crop);
  });

  it('says "no face in this frame" instead of the age of a wall', () => {
    expect(decode({ 30: 1 }, 0.25, 2, false)).toEqual({ kind: 'nothing', reason: 'no face in this frame' });
  });

  it('refuses the zeros of a backend that computed nothing', () => {
    expect(() => decode({})).toThrow('FaceRes returned shares that add up to 0.000 instead of 1');
    expect(() => decode({ 30: 1 }, 0.25, 0)).toThrow('nothing but zeros');
  });
});
