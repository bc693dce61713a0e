/** Sizes for the dimensions that a signature leaves free. It must not know what is fed. */
import type { SignatureTensor } from '../domain/custom-model';
import { quoted } from './refusal';

/** Side of a picture whose size is free: what most networks were trained on. */
const FREE_SIDE = 224;
/** Steps of a sequence whose length is free. */
const FREE_LENGTH = 128;
/** A second of sound has as many samples, and so has one whose length is free. */
export const SOUND_RATE_HZ = 16_000;
/** Fewer samples than a quarter of a second are features, not sound. */
const MIN_SAMPLES = 4000;
const SOUNDS_LIKE_SOUND = /audio|wave|pcm|sound|speech/i;

/** @param shape of the signature, or what stands for one that it does not tell */
export function fixedShape(
  { name, dtype }: SignatureTensor,
  shape: readonly (number | null)[],
): readonly number[] {
  const sound = soundDimension(name, dtype, shape);
  const pictures = shape.length === 4 && dtype !== 'bool';
  return shape.map((side, index) => {
    if (side !== null) return side;
    if (sound !== null) return index === sound ? SOUND_RATE_HZ : 1;
    if (index === 0 && shape.length > 1) return 1;
    if (!pictures) return shape.length === 1 ? 1 : FREE_LENGTH;
    // The channels of a picture come last; where the first stand fixed, they come first.
    const channelsFirst = isChannels(shape[1]) && !isChannels(shape[3]);
    return index === (channelsFirst ? 1 : 3) ? 3 : FREE_SIDE;
  });
}

export const isChannels = (side: number | null | undefined): boolean => side === 1 || side === 3;

/** Which dimension counts samples, when the input is a sound: `[samples]`, `[1, samples]` or `[1, samples, 1]`. */
export function soundDimension(
  name: string,
  dtype: SignatureTensor['dtype'],
  shape: readonly (number | null)[],
): number | null {
  const at = shape.length === 1 ? 0 : 1;
  const samples = shape[at];
  if (dtype !== 'float32' || shape.length < 1 || shape.length > 3) return null;
  if (!SOUNDS_LIKE_SOUND.test(name) || samples === undefined) return null;
  if (samples !== null && samples < MIN_SAMPLES) return null;
  return shape.every((side, index) => index === at || side === null || side === 1) ? at : null;
}

/** A sentence about what was chosen; none when nothing was free but the batch. */
export function freeNote(
  name: string,
  shape: readonly (number | null)[],
  chosen: readonly number[],
): readonly string[] {
  // A free batch is usual, and one at a time is what is measured.
  const free = shape.flatMap((side, index) =>
    side === null && (index > 0 || shape.length === 1) ? [chosen[index]] : [],
  );
  if (free.length === 0) return [];
  const sides = free.length === 1 ? 'One dimension' : `${free.length} dimensions`;
  return [
    `${sides} of ${quoted(name)} ${free.length === 1 ? 'is' : 'are'} free: ${free.join(' × ')} was chosen, [${chosen.join(', ')}] in all.`,
  ];
}
