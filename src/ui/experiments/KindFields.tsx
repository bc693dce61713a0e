/** The fields that one kind of experiment has and others have not. */

import { AdviceFields } from './AdviceFields';
import { BackendFields, PolicyFields } from './ChoiceFields';
import { CopiesFields } from './CopiesFields';
import type { ExperimentDraft } from './experiment-desk';
import { GpuSharingFields } from './GpuSharingFields';
import type { Problem } from './plan-words';
import { SweepFields } from './SweepFields';
import { VariantFields } from './VariantFields';

interface KindFieldsProps {
  readonly draft: ExperimentDraft;
  readonly problem: Problem | null;
  readonly onChange: (draft: ExperimentDraft) => void;
}

export function KindFields({ draft, problem, onChange }: KindFieldsProps) {
  switch (draft.kind) {
    case 'scaling':
    case 'ramp':
      return <CopiesFields draft={draft} onChange={onChange} />;
    case 'backends':
      return <BackendFields draft={draft} onChange={onChange} />;
    case 'policies':
      return <PolicyFields draft={draft} onChange={onChange} />;
    case 'variants':
      return <VariantFields draft={draft} onChange={onChange} />;
    case 'sweep':
      return <SweepFields draft={draft} problem={problem} onChange={onChange} />;
    case 'advice':
      return <AdviceFields draft={draft} onChange={onChange} />;
    case 'gpu-sharing':
      return <GpuSharingFields draft={draft} onChange={onChange} />;
    default:
      return null;
  }
}
