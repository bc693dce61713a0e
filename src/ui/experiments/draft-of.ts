/** The draft of one kind of experiment. */
import type { ExperimentKind } from '../../domain/experiment';
import type { ExperimentDraft } from './experiment-desk';

export type DraftOf<K extends ExperimentKind> = Extract<ExperimentDraft, { kind: K }>;

export interface FieldsOf<K extends ExperimentKind> {
  readonly draft: DraftOf<K>;
  readonly onChange: (draft: DraftOf<K>) => void;
}
