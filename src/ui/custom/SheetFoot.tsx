/** What can be done with a custom model: add it, apply its settings to the tenants that run it, keep it in this browser. */
import { type RefObject, useState } from 'react';
import type { CustomModel } from '../../domain/custom-model';
import { reportOf } from '../../domain/errors';
import { formatBytes } from '../format';
import type { Place } from '../overlays/drawer/model-place';
import { useAddModel } from '../overlays/drawer/use-add-model';
import { usePlayground, usePlaygroundHandle } from '../store';
import type { ModelDraft } from './use-model-draft';

interface SheetFootProps {
  readonly model: CustomModel;
  readonly draft: ModelDraft;
  readonly place: Place;
  readonly several: boolean;
  /** The fields, some of which may hold what was refused. */
  readonly sheet: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const FORGOTTEN =
  'Your choices hold until this page is left: this browser’s storage is blocked or full, so they cannot be remembered.';

export function SheetFoot({ model, draft, place, several, sheet, onClose }: SheetFootProps) {
  const { custom, store } = usePlaygroundHandle();
  const { add, told, tell } = useAddModel();
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const tenants = usePlayground(
    ({ snapshot }) => snapshot?.tenants.filter(({ config }) => config.modelId === model.id).length ?? 0,
  );

  /** Problems stand here; nothing that was typed is lost. */
  const attempt = async (work: () => Promise<void>) => {
    const refused = sheet.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (refused !== null && refused !== undefined) {
      refused.focus();
      return setProblem('A field holds what cannot be used: mend it first.');
    }
    setWorking(true);
    setProblem(null);
    try {
      await work();
    } catch (thrown) {
      setProblem(reportOf(thrown, 'model-load-failed').message);
    } finally {
      setWorking(false);
    }
  };
  const apply = async () => {
    if (!draft.changed) return;
    const remembered = await custom.apply(model.id, draft.settings, draft.labels);
    if (!remembered)
      store.getState().notify({ severity: 'info', text: FORGOTTEN, sticky: false, action: null });
  };
  const onAdd = () =>
    attempt(async () => {
      await apply();
      if (add({ ...model, name: draft.settings.name }, place) && !several) onClose();
    });
  const onApply = () =>
    attempt(async () => {
      await apply();
      tell(
        tenants === 1
          ? 'Applied: its tenant loads it anew.'
          : `Applied: its ${tenants} tenants load it anew.`,
      );
    });
  const onKeep = () =>
    attempt(async () => {
      await apply();
      const { key, bytes } = await custom.keep(model.id);
      tell(`Kept in this browser as “${key}”, ${formatBytes(bytes)}. You find it under “Add a model”.`);
    });

  const blocked = working || draft.problem !== null;
  const kept = model.source.kind === 'browser';
  return (
    <div className="sheet-foot">
      {(problem ?? draft.problem) !== null && (
        <p className="bad" role="alert">
          {problem ?? draft.problem}
        </p>
      )}
      <p role="status" className="sheet-told">
        {told}
      </p>
      <div className="sheet-buttons">
        <button type="button" className="primary" disabled={blocked} onClick={() => void onAdd()}>
          {tenants === 0 ? 'Add' : 'Add another'}
        </button>
        {tenants > 0 && (
          <button type="button" disabled={blocked || !draft.changed} onClick={() => void onApply()}>
            Apply to {tenants === 1 ? 'its tenant' : `its ${tenants} tenants`}
          </button>
        )}
        <button type="button" disabled={blocked || kept} onClick={() => void onKeep()}>
          {kept ? 'Kept in this browser' : 'Keep in this browser'}
        </button>
      </div>
    </div>
  );
}
