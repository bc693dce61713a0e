/** Which of its senses a model uses: what it can be given follows. */
import { isCustom, type Model } from '../../domain/model';
import { PICTURE_SOURCES, SOUND_SOURCES, type TenantInput } from '../../domain/scenario';

export const looks = (model: Model): boolean =>
  isCustom(model) ? model.inputs.some(({ feed }) => feed.kind === 'image') : model.input.kind === 'image';

export const listens = (model: Model): boolean =>
  isCustom(model) ? model.inputs.some(({ feed }) => feed.kind === 'audio') : model.input.kind === 'audio';

/** Whether the network says itself that what it looks for is not there; others see an emotion in a wall. */
export const judges = ({ task }: Model): boolean => task === 'face-landmarks' || task === 'hand-landmarks';

/** What a tenant of the model can be given, in the order of a menu. */
export function inputsFor(model: Model): readonly TenantInput[] {
  const given = new Set<TenantInput>();
  if (looks(model)) for (const source of PICTURE_SOURCES) given.add(source);
  if (listens(model)) for (const source of SOUND_SOURCES) given.add(source);
  if (given.size === 0 && isCustom(model)) given.add('scene'); // its inputs are numbers of their own
  return [...given, 'random'];
}

/** What a tenant of the model really is given under this input. */
export const effectiveInput = (model: Model, input: TenantInput): TenantInput =>
  inputsFor(model).includes(input) ? input : 'scene';
