/** What stands for a model in a run file: a SHA-256 in lower-case hexadecimal. */
import { sha256 } from '../base/sha256';
import { isCustom, type Model } from '../domain/model';

/** By model id; each model once. */
export async function modelHashes(models: readonly Model[]): Promise<Record<string, string>> {
  const hashes = models.map(async (model) => [model.id, await modelHash(model)] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

/**
 * A catalog model's description file names every weight, so that its hash stands for all. A custom model is hashed over
 * all of its files and over what each input is given: another shape is another amount of work.
 */
async function modelHash(model: Model): Promise<string> {
  if (!isCustom(model)) return model.files[0]?.sha256 ?? '';
  const text = JSON.stringify([model.files.map((file) => file.sha256), model.inputs]);
  return sha256(new TextEncoder().encode(text));
}
