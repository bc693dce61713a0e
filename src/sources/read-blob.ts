/** Reads one given file. It must not know what is in it. */
import type { SourceFile } from './file-paths';
import { refusal } from './refusal';

/** @throws EngineError `model-load-failed`: browsers refuse to read a file that was changed, moved or deleted. */
export async function readBlob({ path, blob }: SourceFile): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw refusal(
      'model-load-failed',
      path,
      'cannot be read, most likely because the file changed or was moved since it was dropped: drop it again',
      cause,
    );
  }
}
