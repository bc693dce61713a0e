/** The choices of one custom model while its sheet is open, and whether they differ from what is in force. */
import { useState } from 'react';
import { type CustomModel, type CustomSettings, referenceOf } from '../../domain/custom-model';
import { problemOf } from './settings-draft';

export interface ModelDraft {
  readonly settings: CustomSettings;
  readonly labels: readonly string[] | null;
  readonly changed: boolean;
  /** Why it cannot be put in force; null when it can. */
  readonly problem: string | null;
  readonly change: (settings: Partial<CustomSettings>) => void;
  readonly setLabels: (labels: readonly string[] | null) => void;
}

export function useModelDraft(model: CustomModel): ModelDraft {
  const inForce = referenceOf(model).settings;
  const [settings, setSettings] = useState(inForce);
  const [labels, setLabels] = useState(model.labels);
  return {
    settings,
    labels,
    changed: labels !== model.labels || JSON.stringify(settings) !== JSON.stringify(inForce),
    problem: problemOf(settings),
    change: (some) => setSettings((before) => ({ ...before, ...some })),
    setLabels,
  };
}
