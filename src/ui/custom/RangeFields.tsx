/** The two ends of a range. */
import { NumberField } from '../primitives/NumberField';

/** Far beyond what any network is fed; finite, so that every sum is. */
const FURTHEST = 1e9;

interface RangeFieldsProps {
  readonly words: readonly [string, string];
  readonly range: readonly [number, number];
  readonly onChange: (range: [number, number]) => void;
}

export function RangeFields({ words, range: [low, high], onChange }: RangeFieldsProps) {
  const bounds = { term: 'custom-range', min: -FURTHEST, max: FURTHEST } as const;
  return (
    <>
      <NumberField label={words[0]} {...bounds} value={low} onCommit={(value) => onChange([value, high])} />
      <NumberField label={words[1]} {...bounds} value={high} onCommit={(value) => onChange([low, value])} />
    </>
  );
}
