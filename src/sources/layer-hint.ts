/** What the layers behind an input tell about the numbers that they want. It must not choose. */
import { field, type Layer } from './layer-config';

export interface InputHint {
  /** It scales pictures itself: it wants samples of 0 to 255. */
  readonly wantsBytes: boolean;
  /** Numbers of words that it knows; null when it takes no words. */
  readonly vocabulary: number | null;
}

/** @param input name in the signature */
export function hintOf(root: Layer, input: string): InputHint {
  const layers = root.layers ?? [];
  const first = layers[0];
  const takers = layers.filter(
    (layer) =>
      layer.calls.some((call) => call.some((from) => from.layer === input)) ||
      `${layer.name}_input` === input,
  );
  const fed = takers.length === 0 && first?.name === input ? layers.slice(1, 2) : takers;
  const embedding = fed.find(({ className }) => className === 'Embedding');
  const words = embedding === undefined ? null : field(embedding.config, 'input_dim');
  return {
    wantsBytes: fed.some(({ className }) => className === 'Rescaling'),
    vocabulary: typeof words === 'number' && words >= 1 ? words : null,
  };
}
