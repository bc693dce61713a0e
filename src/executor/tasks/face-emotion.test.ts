import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel } from '../../testing/decoding';
import { faceEmotion } from './face-emotion';

const crop = { x: -0.1, y: 0.2, width: 0.4, height: 0.8 };
const decode = (scores: number[], regionFound = true) =>
  faceEmotion.decode(
    [{ shape: [1, scores.length], data: new Float32Array(scores) }],
    decodeContext(imageModel('Emotion'), { region: crop, regionFound }),
  );

describe('face emotion', () => {
  it('names all seven classes, best first, and the region that they are of', () => {
    const result = decode([0.0625, 0, 0.125, 0.5, 0.1875, 0.03125, 0.09375]);
    expect(result).toEqual({
      kind: 'classes',
      region: crop,
      classes: [
        { label: 'happy', score: 0.5 },
        { label: 'sad', score: 0.1875 },
        { label: 'fear', score: 0.125 },
        { label: 'neutral', score: 0.09375 },
        { label: 'angry', score: 0.0625 },
        { label: 'surprise', score: 0.03125 },
        { label: 'disgust', score: 0 },
      ],
    });
  });

  it('says "no face in this frame" instead of the mood of a wall', () => {
    expect(decode([0, 0, 0, 1, 0, 0, 0], false)).toEqual({
      kind: 'nothing',
      reason: 'no face in this frame',
    });
  });

  it('refuses the zeros of a backend that computed nothing', () => {
    expect(() => decode([0, 0, 0, 0, 0, 0, 0])).toThrow('add up to 0.000 instead of 1');
  });

  it('refuses six classes', () => {
    expect(() => decode([0, 0, 0, 1, 0, 0])).toThrow(
      'Emotion returned no output of shape [1, 7], only [1, 6]',
    );
  });
});
