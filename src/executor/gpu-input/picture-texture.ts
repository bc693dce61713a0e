/** The texture that pictures are uploaded to: kept from one to the next, made anew for one of another size. */

export type Picture = ImageBitmap | OffscreenCanvas;

export class PictureTexture {
  #texture: GPUTexture | null = null;

  constructor(private readonly device: GPUDevice) {}

  get bytes(): number {
    return this.#texture === null ? 0 : 4 * this.#texture.width * this.#texture.height;
  }

  /**
   * Transparent parts come as laid over black: that is what premultiplied means.
   * @returns the texture that it lies in.
   * @throws DOMException `InvalidStateError` when the picture was closed.
   */
  upload(picture: Picture): GPUTexture {
    const { width, height } = picture;
    const texture = this.#of(width, height);
    this.device.queue.copyExternalImageToTexture(
      { source: picture },
      { texture, premultipliedAlpha: true },
      { width, height },
    );
    return texture;
  }

  dispose(): void {
    this.#texture?.destroy();
    this.#texture = null;
  }

  #of(width: number, height: number): GPUTexture {
    const kept = this.#texture;
    if (kept?.width === width && kept.height === height) return kept;
    kept?.destroy();
    const { TEXTURE_BINDING, COPY_DST, RENDER_ATTACHMENT } = GPUTextureUsage; // the last is what copying an image asks for
    const usage = TEXTURE_BINDING | COPY_DST | RENDER_ATTACHMENT;
    this.#texture = this.device.createTexture({ size: { width, height }, format: 'rgba8unorm', usage });
    return this.#texture;
  }
}
