import { describe, expect, it } from 'vitest';
import { giveInput } from './give-input';
import type { PreparedInput } from './input-maker';
import type { InputPicture, TensorData } from './runtime';

const picture: InputPicture = { bitmap: {} as ImageBitmap, mirrored: [] }; // only handed on
const numbers = [new Float32Array(1)];

/** What was prepared, and whether its numbers were made. */
function prepare(change: Partial<PreparedInput> = {}) {
  const seen = { made: 0 };
  const prepared: PreparedInput = {
    taken: null,
    ...change,
    get data() {
      seen.made += 1;
      return numbers;
    },
  };
  return { prepared, seen };
}

/** A network that is given pictures, numbers, or both. */
function network(uploadPicture?: ((given: InputPicture) => boolean) | null) {
  const given: (readonly TensorData[])[] = [];
  const upload = (inputs: readonly TensorData[]) => void given.push(inputs);
  return { given, network: uploadPicture === undefined ? { upload } : { upload, uploadPicture } };
}

describe('what was prepared', () => {
  it('is given as a picture, and its numbers are never made', () => {
    const pictures: InputPicture[] = [];
    const { prepared, seen } = prepare({ picture });
    const { network: taker, given } = network((one) => pictures.push(one) > 0);
    giveInput(taker, prepared);
    expect(pictures).toEqual([picture]);
    expect([given, seen.made]).toEqual([[], 0]);
  });

  it('is given as numbers to a network that takes no picture, or not this one, or not yet', () => {
    for (const takes of [undefined, null, () => false]) {
      const { prepared } = prepare({ picture });
      const { network: taker, given } = network(takes);
      giveInput(taker, prepared);
      expect(given).toEqual([numbers]);
    }
  });

  it('is given as numbers when it is no picture', () => {
    const { prepared } = prepare();
    const { network: taker, given } = network(() => true);
    giveInput(taker, prepared);
    expect(given).toEqual([numbers]);
  });
});
