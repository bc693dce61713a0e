/**
 * The choices of a custom model while they are edited: what an input of a shape can be given, what a feed or a view starts
 * from, what a change of shape means for the feed. Pure; a draft is checked by the schema before it is applied.
 */
import {
  type CustomModel,
  type CustomSettings,
  customSettingsSchema,
  type Feed,
  type InputChoice,
  MAX_INPUT_NUMBERS,
  MAX_RANK,
  type OutputView,
  type SignatureTensor,
} from '../../domain/custom-model';

export type FeedKind = Feed['kind'];
export type ViewKind = OutputView['kind'];

const isColour = (channels: number | undefined): boolean => channels === 1 || channels === 3;

/** Layouts of a picture that a shape allows; none where it holds no picture. */
export function layoutsOf([batch, first, third, last, ...more]: readonly number[]) {
  if (batch !== 1 || third === undefined || last === undefined || more.length > 0) return [];
  return [
    ...(isColour(last) ? ['channels-last' as const] : []),
    ...(isColour(first) ? ['channels-first' as const] : []),
  ];
}

/** What can be put into a tensor of this shape. Pictures need height, width and one or three channels; sound one line. */
export function feedKindsOf(shape: readonly number[]): readonly FeedKind[] {
  const picture = layoutsOf(shape).length > 0;
  const sound = shape.length > 0 && shape.filter((side) => side > 1).length === 1;
  return [...(picture ? ['image' as const] : []), ...(sound ? ['audio' as const] : []), 'random', 'values'];
}

export function newFeed(kind: FeedKind, shape: readonly number[]): Feed {
  switch (kind) {
    case 'image': {
      const [layout = 'channels-last'] = layoutsOf(shape);
      return { kind, range: [0, 1], fit: 'letterbox', layout };
    }
    case 'audio':
      return { kind, sampleRateHz: 16_000, range: [-1, 1] };
    case 'random':
      return { kind, range: [0, 1] };
    case 'values':
      return { kind, values: [0] };
  }
}

/** With another shape; a feed that it cannot be given any more becomes random numbers. */
export function withShape(input: InputChoice, shape: readonly number[]): InputChoice {
  const { feed } = input;
  const kept =
    feed.kind === 'image' ? layoutsOf(shape).includes(feed.layout) : feedKindsOf(shape).includes(feed.kind);
  return { ...input, shape: [...shape], feed: kept ? feed : newFeed('random', shape) };
}

/** "1, 224, 224, 3" as a shape; a sentence when it is none. */
export function parseShape(text: string): readonly number[] | string {
  const parts = text
    .trim()
    .split(/[\s,×x]+/)
    .filter((part) => part !== '');
  if (parts.length > MAX_RANK) return `A shape has at most ${MAX_RANK} dimensions.`;
  const sides = parts.map(Number);
  const wrong = parts.find((_part, index) => !Number.isInteger(sides[index]) || (sides[index] ?? 0) < 1);
  if (wrong !== undefined) return `“${wrong.slice(0, 20)}” is no whole number from 1.`;
  if (sides.reduce((product, side) => product * side, 1) > MAX_INPUT_NUMBERS)
    return `An input holds at most ${MAX_INPUT_NUMBERS} numbers.`;
  return sides;
}

export function newView(kind: ViewKind, outputs: readonly SignatureTensor[]): OutputView {
  const [first = null, second = null, third = null] = outputs.map(({ name }) => name);
  switch (kind) {
    case 'numbers':
      return { kind };
    case 'classes':
      return { kind, output: first, softmax: false };
    case 'image':
      return { kind, output: first, range: [0, 1] };
    case 'heat-map':
      return { kind, output: first, channel: 0 };
    case 'boxes':
      return {
        ...{ kind, boxes: first, scores: second ?? first, classes: third },
        ...{ order: 'yxyx', unit: 'fraction', threshold: 0.5 },
      };
  }
}

/** How many classes the shown output tells apart, as far as the signature says. */
export function classCount({ signature }: Pick<CustomModel, 'signature'>, view: OutputView): number | null {
  if (view.kind !== 'classes') return null;
  const output = signature.outputs.find(({ name }) => name === view.output) ?? signature.outputs[0];
  const sides = output?.shape ?? null;
  if (sides === null || sides.some((side, index) => side === null && index > 0)) return null;
  return sides.slice(1).reduce<number>((product, side) => product * (side ?? 1), 1);
}

/** Null when the draft can be put in force, else one sentence. */
export function problemOf(draft: CustomSettings): string | null {
  const parsed = customSettingsSchema.safeParse(draft);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  const [field, index] = issue?.path ?? [];
  if (field === 'name') return 'The model needs a name of 1 to 80 characters.';
  const input = field === 'inputs' && typeof index === 'number' ? draft.inputs[index]?.name : undefined;
  return `${input === undefined ? 'The settings' : `The input “${input}”`} cannot be used: ${issue?.message}.`;
}
