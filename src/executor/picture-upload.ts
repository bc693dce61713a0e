/**
 * Puts pictures into the buffer that a recording reads its input from, converted on the GPU: for one input of one model. A
 * picture that lies there already is not converted again. It does not know what else is computed in the same pass.
 */
import type { ImageInput } from '../domain/model';
import { type Conversion, GpuPreprocessor, type PictureTerms } from './gpu-input/gpu-preprocessor';
import type { InputPicture } from './runtime';
import { LUMA, levelsOf } from './tasks/pixels';

/** The numbers that `toSamples` makes. */
export function pictureTermsOf(input: ImageInput): PictureTerms {
  const [batch, height, width, channels] = input.shape;
  return { batch, height, width, channels, dtype: input.dtype, levels: levelsOf(input), luma: LUMA };
}

export class PictureUpload {
  /** Null until its pipeline is compiled, and for good when the device refuses it. */
  #preprocessor: GpuPreprocessor | null = null;
  #isDisposed = false;
  /** What lies in the buffer; null when it is something else. */
  #lying: ImageBitmap | null = null;
  /** Settles once pictures can be taken, or never will be. */
  readonly ready: Promise<void>;

  /**
   * @param target lent; a storage buffer of the input's size.
   * @param before encodes a conversion before whatever reads the target next, in place of one that it has not encoded yet.
   */
  constructor(
    device: GPUDevice,
    private readonly input: ImageInput,
    private readonly target: GPUBuffer,
    private readonly before: (convert: Conversion) => void,
  ) {
    this.ready = GpuPreprocessor.create(device, pictureTermsOf(input)).then(
      (preprocessor) => {
        if (this.#isDisposed) preprocessor.dispose();
        else this.#preprocessor = preprocessor;
      },
      () => {}, // numbers can always be uploaded instead
    );
  }

  /** Bytes that it holds on the device. */
  get ownBytes(): number {
    return this.#preprocessor?.allocatedBytes ?? 0;
  }

  /** @returns false when it is not of the input's size, nothing is ready yet, or the browser does not copy pictures. */
  upload({ bitmap, mirrored }: InputPicture): boolean {
    const [batch, height, width] = this.input.shape;
    if (bitmap.width !== width || bitmap.height !== batch * height) return false;
    if (this.#preprocessor === null) return false;
    if (bitmap === this.#lying) return true;
    this.#lying = null;
    const regions = Array.from({ length: batch }, (_, item) => {
      return { x: 0, y: item * height, width, height, mirrored: mirrored.includes(item) };
    });
    try {
      this.before(this.#preprocessor.take(bitmap, this.target, regions));
    } catch {
      this.dispose(); // a browser that does not copy pictures will not copy the next one either
      return false;
    }
    this.#lying = bitmap;
    return true;
  }

  /** Something else was written to the buffer. */
  forget(): void {
    this.#lying = null;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#preprocessor?.dispose();
    this.#preprocessor = null;
  }
}
