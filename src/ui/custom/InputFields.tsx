/** One input of a custom model: what the signature says of it, its free dimensions, and what it is given. */
import type { InputChoice, SignatureTensor } from '../../domain/custom-model';
import { MAX_INPUT_NUMBERS } from '../../domain/custom-model';
import { NumberField } from '../primitives/NumberField';
import { SelectField } from '../primitives/SelectField';
import { FeedFields } from './FeedFields';
import { type FeedKind, feedKindsOf, newFeed, parseShape, withShape } from './settings-draft';
import { TextField } from './TextField';

const FEED_WORDS: Readonly<Record<FeedKind, string>> = {
  image: 'the picture',
  audio: 'the sound',
  random: 'random numbers',
  values: 'typed numbers',
};

interface InputFieldsProps {
  readonly tensor: SignatureTensor;
  readonly input: InputChoice;
  readonly onChange: (input: InputChoice) => void;
}

export function InputFields({ tensor, input, onChange }: InputFieldsProps) {
  const { shape, feed } = input;
  const sides = tensor.shape?.map((side) => side ?? '?').join(' × ') ?? 'any shape';
  const setSide = (index: number, side: number) =>
    onChange(
      withShape(
        input,
        shape.map((old, at) => (at === index ? side : old)),
      ),
    );
  return (
    <fieldset className="tensor">
      <legend>
        <strong>{tensor.name}</strong>{' '}
        <span className="dim">
          {tensor.dtype}, {sides === '' ? 'one number' : sides}
        </span>
      </legend>
      {tensor.shape === null && (
        <TextField
          label="Shape"
          term="custom-dimension"
          text={shape.join(', ')}
          maxLength={80}
          onCommit={(text) => {
            const parsed = parseShape(text);
            if (typeof parsed === 'string') return parsed;
            onChange(withShape(input, parsed));
            return null;
          }}
        />
      )}
      {tensor.shape?.map((side, index) =>
        side !== null ? null : (
          <NumberField
            // biome-ignore lint/suspicious/noArrayIndexKey: a dimension is its place
            key={index}
            label={index === 0 ? 'Batch (dimension 1)' : `Dimension ${index + 1}`}
            term="custom-dimension"
            value={shape[index] ?? 1}
            min={1}
            max={MAX_INPUT_NUMBERS}
            integer
            onCommit={(value) => setSide(index, value)}
          />
        ),
      )}
      <SelectField
        label="Given"
        term="custom-feed"
        value={feed.kind}
        choices={feedKindsOf(shape).map((kind) => ({ value: kind, label: FEED_WORDS[kind] }))}
        onChoose={(kind) => onChange({ ...input, feed: newFeed(kind, shape) })}
      />
      <FeedFields feed={feed} shape={shape} onChange={(changed) => onChange({ ...input, feed: changed })} />
    </fieldset>
  );
}
