/**
 * Files of catalog models that an executor has fetched and verified, so that what starts again after a failure needs no
 * network. As blobs they lie in the browser's own store, which moves them to disk when memory is short. It loads nothing.
 */
export class KeptFiles {
  readonly #blobs = new Map<string, readonly Blob[]>();

  /** @param blobs in the order of the model's files. */
  keep(modelId: string, blobs: readonly Blob[]): void {
    this.#blobs.set(modelId, blobs);
  }

  of(modelId: string): readonly Blob[] | undefined {
    return this.#blobs.get(modelId);
  }

  /** Lets go of models that nobody runs any more. */
  keepOnly(modelIds: ReadonlySet<string>): void {
    for (const modelId of this.#blobs.keys()) if (!modelIds.has(modelId)) this.#blobs.delete(modelId);
  }
}
