/** How an input is filled: range, fit and layout of pictures, rate of sound, typed numbers. */
import type { Feed } from '../../domain/custom-model';
import { NumberField } from '../primitives/NumberField';
import { SelectField } from '../primitives/SelectField';
import { RangeFields } from './RangeFields';
import { layoutsOf } from './settings-draft';
import { TextField } from './TextField';
import { fillWords, parseTypedValues } from './typed-values';

const LAYOUT_WORDS = { 'channels-last': 'channels last', 'channels-first': 'channels first' } as const;
const RANGE_WORDS = {
  image: ['Black is', 'White is'],
  audio: ['Lowest swing', 'Highest swing'],
  random: ['Lowest', 'Highest'],
} as const;

interface FeedFieldsProps {
  readonly feed: Feed;
  readonly shape: readonly number[];
  readonly onChange: (feed: Feed) => void;
}

export function FeedFields({ feed, shape, onChange }: FeedFieldsProps) {
  if (feed.kind === 'values') return <ValuesField values={feed.values} shape={shape} onChange={onChange} />;
  const layouts = layoutsOf(shape);
  return (
    <>
      <RangeFields
        words={RANGE_WORDS[feed.kind]}
        range={feed.range}
        onChange={(range) => onChange({ ...feed, range })}
      />
      {feed.kind === 'image' && (
        <SelectField
          label="Fit"
          term="custom-fit"
          value={feed.fit}
          choices={[
            { value: 'letterbox', label: 'whole, with bars' },
            { value: 'crop', label: 'square in the middle' },
          ]}
          onChoose={(fit) => onChange({ ...feed, fit })}
        />
      )}
      {feed.kind === 'image' && layouts.length > 1 && (
        <SelectField
          label="Layout"
          term="custom-layout"
          value={feed.layout}
          choices={layouts.map((value) => ({ value, label: LAYOUT_WORDS[value] }))}
          onChoose={(layout) => onChange({ ...feed, layout })}
        />
      )}
      {feed.kind === 'audio' && (
        <NumberField
          label="Rate, Hz"
          term="custom-rate"
          value={feed.sampleRateHz}
          min={8000}
          max={192_000}
          integer
          onCommit={(sampleRateHz) => onChange({ ...feed, sampleRateHz })}
        />
      )}
    </>
  );
}

/** Long lists are shown as they were sent, without spaces. */
function ValuesField({
  values,
  shape,
  onChange,
}: Pick<FeedFieldsProps, 'shape' | 'onChange'> & { readonly values: readonly number[] }) {
  const fill = fillWords(values.length, shape);
  return (
    <>
      <TextField
        label="Numbers, as JSON"
        term="custom-values"
        text={JSON.stringify(values)}
        maxLength={200_000}
        rows={3}
        onCommit={(text) => {
          const typed = parseTypedValues(text);
          if (typed.values === null) return typed.problem;
          onChange({ kind: 'values', values: [...typed.values] });
          return null;
        }}
      />
      {fill !== null && <p className="dim small-text">{fill}</p>}
    </>
  );
}
