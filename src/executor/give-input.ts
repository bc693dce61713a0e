/** Gives a network what was prepared: a picture where it makes its numbers of that itself, else the numbers. */
import type { PreparedInput } from './input-maker';
import type { LoadedModel } from './runtime';

/** In the turn in which the input was prepared, or while its bitmap is held. */
export function giveInput(
  network: Pick<LoadedModel, 'upload' | 'uploadPicture'>,
  prepared: PreparedInput,
): void {
  const { picture } = prepared;
  if (picture !== undefined && network.uploadPicture?.(picture)) return;
  network.upload(prepared.data);
}
