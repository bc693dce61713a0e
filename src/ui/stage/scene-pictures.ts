/**
 * Loads the scene's pictures and keeps them decoded. A picture that is missing is told once and then stands as a plain
 * grey surface, so that the rest runs on. It knows neither time nor tenants. Whoever creates one disposes it.
 */
import { PICTURES, type PictureId } from './scene-script';

type Loaded = ImageBitmap | 'loading' | 'missing';

export class ScenePictures {
  readonly #pictures = new Map<PictureId, Loaded>();
  readonly #abort = new AbortController();
  /** Called whenever a picture has arrived or turned out to be missing. */
  onChange: () => void = () => {};

  /** @param baseUrl absolute, ending in a slash; `scene/` lies below it. */
  constructor(
    baseUrl: string,
    private readonly onMissing: (file: string, why: string) => void,
  ) {
    for (const id of Object.keys(PICTURES) as PictureId[]) void this.#load(id, baseUrl); // its own keys
  }

  get(id: PictureId): Loaded {
    return this.#pictures.get(id) ?? 'loading';
  }

  dispose(): void {
    this.#abort.abort();
    for (const picture of this.#pictures.values()) if (typeof picture !== 'string') picture.close();
    this.#pictures.clear();
  }

  async #load(id: PictureId, baseUrl: string): Promise<void> {
    const { file } = PICTURES[id];
    try {
      const response = await fetch(new URL(`scene/${file}`, baseUrl), { signal: this.#abort.signal });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      const bitmap = await createImageBitmap(await response.blob());
      if (this.#abort.signal.aborted) return bitmap.close();
      this.#pictures.set(id, bitmap);
    } catch (thrown) {
      if (this.#abort.signal.aborted) return;
      this.#pictures.set(id, 'missing');
      this.onMissing(file, thrown instanceof Error ? thrown.message : String(thrown));
    }
    this.onChange();
  }
}
