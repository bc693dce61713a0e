/** The settings of one custom model: what it is, what it is given, how its outputs are shown, where it runs. */
import { useRef, useState } from 'react';
import type { CustomModel } from '../../domain/custom-model';
import type { Place } from '../overlays/drawer/model-place';
import { PlaceFields } from '../overlays/drawer/PlaceFields';
import { CustomFacts } from './CustomFacts';
import { InputFields } from './InputFields';
import { LabelsField } from './LabelsField';
import { SheetFoot } from './SheetFoot';
import { classCount } from './settings-draft';
import { TextField } from './TextField';
import { useModelDraft } from './use-model-draft';
import { ViewFields } from './ViewFields';

interface ModelSheetProps {
  readonly model: CustomModel;
  /** Whether other models came in with it: the sheet then stays. */
  readonly several: boolean;
  readonly onClose: () => void;
}

export function ModelSheet({ model, several, onClose }: ModelSheetProps) {
  const draft = useModelDraft(model);
  const sheet = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ executorId: null, backend: 'auto' });
  const { settings, labels, change } = draft;
  const { inputs, outputs } = model.signature;
  return (
    <div className="model-sheet" ref={sheet}>
      <TextField
        label="Name"
        term="custom-name"
        text={settings.name}
        maxLength={80}
        onCommit={(text) => {
          const name = text.trim();
          if (name === '') return 'The model needs a name.';
          change({ name });
          return null;
        }}
      />
      <CustomFacts model={model} />
      <div className="sheet-columns">
        <section aria-labelledby="sheet-inputs">
          <h3 id="sheet-inputs">{inputs.length === 1 ? 'Its input' : `Its ${inputs.length} inputs`}</h3>
          {settings.inputs.map((input, index) => {
            const tensor = inputs[index];
            return tensor === undefined ? null : (
              <InputFields
                key={tensor.name}
                tensor={tensor}
                input={input}
                onChange={(changed) =>
                  change({ inputs: settings.inputs.map((one, at) => (at === index ? changed : one)) })
                }
              />
            );
          })}
        </section>
        <section aria-labelledby="sheet-outputs">
          <h3 id="sheet-outputs">{outputs.length === 1 ? 'Its output' : `Its ${outputs.length} outputs`}</h3>
          <ViewFields view={settings.view} outputs={outputs} onChange={(view) => change({ view })} />
          <LabelsField
            labels={labels}
            expected={classCount(model, settings.view)}
            onChange={draft.setLabels}
          />
          <h3>Where it runs</h3>
          <PlaceFields place={place} onPlace={setPlace} />
        </section>
      </div>
      <SheetFoot {...{ model, draft, place, several, sheet, onClose }} />
    </div>
  );
}
