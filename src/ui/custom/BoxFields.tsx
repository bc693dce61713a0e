/** Outputs that are boxes: which tensors hold them, in which order and unit, and from which score they are drawn. */
import type { OutputView, SignatureTensor } from '../../domain/custom-model';
import { NumberField } from '../primitives/NumberField';
import { SelectField } from '../primitives/SelectField';
import { OutputSelect } from './OutputSelect';

type BoxView = OutputView & { readonly kind: 'boxes' };

interface BoxFieldsProps {
  readonly view: BoxView;
  readonly outputs: readonly SignatureTensor[];
  readonly onChange: (view: BoxView) => void;
}

const ORDERS: readonly { readonly value: BoxView['order']; readonly label: string }[] = [
  { value: 'yxyx', label: 'top, left, bottom, right' },
  { value: 'xyxy', label: 'left, top, right, bottom' },
  { value: 'xywh', label: 'left, top, width, height' },
  { value: 'centre-xywh', label: 'centre x, y, width, height' },
];

export function BoxFields({ view, outputs, onChange }: BoxFieldsProps) {
  return (
    <>
      <OutputSelect
        label="Boxes"
        outputs={outputs}
        name={view.boxes}
        onChoose={(boxes) => onChange({ ...view, boxes })}
      />
      <OutputSelect
        label="Scores"
        outputs={outputs}
        name={view.scores}
        onChoose={(scores) => onChange({ ...view, scores })}
      />
      <OutputSelect
        label="Classes"
        outputs={outputs}
        name={view.classes}
        none="as the scores tell"
        onChoose={(classes) => onChange({ ...view, classes })}
      />
      <SelectField
        label="Four numbers are"
        term="custom-box-order"
        value={view.order}
        choices={ORDERS}
        onChoose={(order) => onChange({ ...view, order })}
      />
      <SelectField
        label="Measured in"
        term="custom-box-unit"
        value={view.unit}
        choices={[
          { value: 'fraction', label: 'fractions of the input' },
          { value: 'pixel', label: 'pixels of the input' },
        ]}
        onChoose={(unit) => onChange({ ...view, unit })}
      />
      <NumberField
        label="Drawn from score"
        term="custom-threshold"
        value={view.threshold}
        min={0}
        max={1}
        onCommit={(threshold) => onChange({ ...view, threshold })}
      />
    </>
  );
}
