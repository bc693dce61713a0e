/** Which backends or policies are compared: everything that makes sense here, unless something is left out. */
import type { Place } from '../../domain/experiment';
import { POLICY_IDS } from '../../domain/policy-ids';
import { isPreemptive } from '../predict/policy-facts';
import { policyName } from '../scheduling/scheduling-words';
import { usePlayground } from '../store';
import { CheckList } from './CheckList';
import type { FieldsOf } from './draft-of';
import { placeId, placeName, placesOf } from './place-choices';

interface PlacesFieldProps {
  readonly places:
    | readonly { readonly backend: Place['backend']; readonly threads?: number | undefined }[]
    | undefined;
  readonly onChange: (places: Place[]) => void;
}

/** Absent places: what the machine has. */
export function PlacesField({ places, onChange }: PlacesFieldProps) {
  const machine = usePlayground((state) => state.snapshot?.machine ?? null);
  const known = placesOf(machine);
  return (
    <CheckList
      label="Backends"
      term="backend"
      choices={known.map((place) => ({ id: placeId(place), label: placeName(place) }))}
      checked={new Set((places ?? known).map(placeId))}
      onChange={(checked) => onChange(known.filter((place) => checked.has(placeId(place))))}
    />
  );
}

export function BackendFields({ draft, onChange }: FieldsOf<'backends'>) {
  return <PlacesField places={draft.places} onChange={(places) => onChange({ ...draft, places })} />;
}

type Choice = { readonly policy: (typeof POLICY_IDS)[number]; readonly grain: 'inference' | 'segment' };

/** Policies that serve to the end choose the same with segments; the user's own may not exist. */
const CHOICES: readonly Choice[] = POLICY_IDS.filter((id) => id !== 'user').flatMap((policy) => [
  { policy, grain: 'inference' as const },
  ...(isPreemptive(policy) ? [{ policy, grain: 'segment' as const }] : []),
]);
const keyOf = ({ policy, grain }: { readonly policy: string; readonly grain?: string | undefined }) =>
  `${policy} ${grain ?? 'inference'}`;
/** What is compared unless somebody says otherwise: whole inferences. */
const USUAL = CHOICES.filter(({ grain }) => grain === 'inference');

export function PolicyFields({ draft, onChange }: FieldsOf<'policies'>) {
  return (
    <CheckList
      label="Policies"
      term="policy"
      choices={CHOICES.map((choice) => ({
        id: keyOf(choice),
        label: `${policyName(choice.policy)}${choice.grain === 'segment' ? ', segments' : ''}`,
      }))}
      checked={new Set((draft.policies ?? USUAL).map(keyOf))}
      onChange={(checked) =>
        onChange({ ...draft, policies: CHOICES.filter((choice) => checked.has(keyOf(choice))) })
      }
    />
  );
}
