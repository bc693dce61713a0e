/** How the outputs of a custom model are shown, and which of them. */
import type { OutputView, SignatureTensor } from '../../domain/custom-model';
import { NumberField } from '../primitives/NumberField';
import { SelectField } from '../primitives/SelectField';
import { BoxFields } from './BoxFields';
import { OutputSelect } from './OutputSelect';
import { RangeFields } from './RangeFields';
import { newView, type ViewKind } from './settings-draft';

const VIEWS: readonly { readonly value: ViewKind; readonly label: string }[] = [
  { value: 'numbers', label: 'numbers' },
  { value: 'classes', label: 'classes' },
  { value: 'image', label: 'a picture' },
  { value: 'heat-map', label: 'a heat map' },
  { value: 'boxes', label: 'boxes' },
];

interface ViewFieldsProps {
  readonly view: OutputView;
  readonly outputs: readonly SignatureTensor[];
  readonly onChange: (view: OutputView) => void;
}

export function ViewFields({ view, outputs, onChange }: ViewFieldsProps) {
  return (
    <>
      <SelectField
        label="Shown as"
        term="custom-view"
        value={view.kind}
        choices={VIEWS}
        onChoose={(kind) => onChange(newView(kind, outputs))}
      />
      {(view.kind === 'classes' || view.kind === 'image' || view.kind === 'heat-map') && (
        <OutputSelect
          label="Output"
          outputs={outputs}
          name={view.output}
          onChoose={(output) => onChange({ ...view, output })}
        />
      )}
      {view.kind === 'classes' && (
        <SelectField
          label="Its numbers are"
          term="custom-softmax"
          value={view.softmax ? 'logits' : 'scores'}
          choices={[
            { value: 'scores', label: 'scores, 0 to 1' },
            { value: 'logits', label: 'logits' },
          ]}
          onChoose={(kind) => onChange({ ...view, softmax: kind === 'logits' })}
        />
      )}
      {view.kind === 'image' && (
        <RangeFields
          words={['Black is', 'White is']}
          range={view.range}
          onChange={(range) => onChange({ ...view, range })}
        />
      )}
      {view.kind === 'heat-map' && (
        <NumberField
          label="Channel, from 0"
          term="custom-channel"
          value={view.channel}
          min={0}
          max={4095}
          integer
          onCommit={(channel) => onChange({ ...view, channel })}
        />
      )}
      {view.kind === 'boxes' && <BoxFields view={view} outputs={outputs} onChange={onChange} />}
    </>
  );
}
