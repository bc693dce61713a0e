/**
 * Draws the stage on its canvas: the picture, the frame in it, every tenant's result and its label. It keeps what is
 * costly to make (palette, masks, text widths) and decides nothing about time or freshness.
 */
import type { Box, Result } from '../../domain/result';
import { type Palette, tenantShape } from '../theme/tenant-mark';
import { drawBrackets, drawFaces, drawMesh } from './draw-face';
import { drawPose } from './draw-pose';
import type { LiveScene } from './live-scene';
import { MaskTint } from './mask-tint';
import type { Pen } from './pen';
import { type Label, StageLabels, targetOf } from './stage-labels';
import { frameOn, pictureOn, type Surface } from './surface';
import { labelOf } from './what-it-sees';

const HALO_OPACITY = 0.55;
/** Of the veil over what the models do not get to see. */
const VEIL_OPACITY = 0.66;
const TICK_PX = 14;
const LABEL_MARGIN_PX = 6;

export class StagePainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #labels = new StageLabels();
  readonly #masks = new Map<string, MaskTint>();
  #surface: Surface = { width: 0, height: 0 };
  #frame: Box = { x: 0, y: 0, width: 0, height: 0 };
  #scale = 1;
  #halo = '';

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private palette: Palette,
  ) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this browser has no 2d canvas');
    this.#context = context;
    this.setPalette(palette);
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.#halo = withOpacity(palette.bg, HALO_OPACITY);
    this.#labels.forget();
  }

  /** @param surface in CSS pixels; the canvas gets as many device pixels as that is. */
  resize(surface: Surface, devicePixelRatio: number): void {
    this.#surface = surface;
    this.#frame = frameOn(surface);
    this.#scale = devicePixelRatio;
    this.canvas.width = Math.round(surface.width * devicePixelRatio);
    this.canvas.height = Math.round(surface.height * devicePixelRatio);
  }

  paint(live: LiveScene): void {
    if (this.#surface.width === 0 || this.#surface.height === 0) return;
    this.#context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    this.#drawPicture(live);
    this.#drawFrame();
    const labels: Label[] = [];
    const sights = live.shown.flatMap(({ id, index }) => {
      const result = live.resultOf(id)?.result;
      return result === undefined ? [] : [{ id, index, result }];
    });
    // Masks lie below everything else.
    for (const masks of [true, false]) {
      for (const { id, index, result } of sights) {
        if ((result.kind === 'mask') === masks) this.#drawResult(id, result, this.#colourOf(index));
      }
    }
    for (const { index, result } of sights) {
      const text = labelOf(result);
      const where = targetOf(result, this.#frame);
      if (text === null || where === null) continue;
      labels.push({ mark: tenantShape(index), colour: this.#colourOf(index), text, ...where });
    }
    const taken = live.loweredTo === null ? [] : [noteOn(this.#surface)];
    this.#labels.draw(this.#context, labels, inset(this.#frame, LABEL_MARGIN_PX), taken, this.palette);
    for (const id of this.#masks.keys()) if (!live.shown.some((one) => one.id === id)) this.#masks.delete(id);
  }

  #colourOf(index: number): string {
    return this.palette.tenants[index % this.palette.tenants.length] ?? this.palette.accent;
  }

  #drawPicture({ scene, pictures }: LiveScene): void {
    const context = this.#context;
    const { width, height } = this.#surface;
    const picture = pictures.get(scene.picture);
    if (typeof picture === 'string') {
      context.fillStyle = this.palette.panel2;
      context.fillRect(0, 0, width, height);
      return;
    }
    const { x, y, width: across, height: down } = pictureOn(this.#frame, scene.view);
    context.drawImage(picture, x, y, across, down);
    // Where the surface reaches beyond the picture, its outermost pixels go on; the veil lies over them.
    const [right, bottom] = [width - x - across, height - y - down];
    const { width: pixels, height: rows } = picture;
    if (x > 0) context.drawImage(picture, 0, 0, 1, rows, 0, y, x + 1, down);
    if (right > 0) context.drawImage(picture, pixels - 1, 0, 1, rows, width - right - 1, y, right + 1, down);
    if (y > 0) context.drawImage(picture, 0, 0, pixels, 1, x, 0, across, y + 1);
    if (bottom > 0)
      context.drawImage(picture, 0, rows - 1, pixels, 1, x, height - bottom - 1, across, bottom + 1);
  }

  /** A veil over what lies beyond the frame, and the frame's corners. */
  #drawFrame(): void {
    const context = this.#context;
    const { width, height } = this.#surface;
    const { x, y, width: across, height: down } = this.#frame;
    if (x < 1 && y < 1) return;
    context.globalAlpha = VEIL_OPACITY;
    context.fillStyle = this.palette.panel;
    context.fillRect(0, 0, x, height);
    context.fillRect(x + across, 0, width - x - across, height);
    context.fillRect(x, 0, across, y);
    context.fillRect(x, y + down, across, height - y - down);
    context.globalAlpha = 1;
    context.strokeStyle = this.palette.ink;
    context.lineWidth = 1;
    context.beginPath();
    for (const [cornerX, cornerY, right, low] of [
      [x, y, 1, 1],
      [x + across, y, -1, 1],
      [x + across, y + down, -1, -1],
      [x, y + down, 1, -1],
    ] as const) {
      context.moveTo(cornerX + right * TICK_PX, cornerY + low * 0.5);
      context.lineTo(cornerX + right * 0.5, cornerY + low * 0.5);
      context.lineTo(cornerX + right * 0.5, cornerY + low * TICK_PX);
    }
    context.stroke();
  }

  #drawResult(tenantId: string, result: Result, colour: string): void {
    const pen: Pen = { context: this.#context, frame: this.#frame, colour, halo: this.#halo };
    pen.context.lineJoin = 'round';
    pen.context.lineCap = 'round';
    if (result.kind === 'faces') drawFaces(pen, result.faces);
    else if (result.kind === 'landmarks') drawMesh(pen, result.points);
    else if (result.kind === 'pose') drawPose(pen, result.keypoints);
    else if (result.kind === 'classes') drawBrackets(pen, result.region);
    else if (result.kind === 'mask') this.#drawMask(tenantId, result, colour);
  }

  #drawMask(tenantId: string, mask: Extract<Result, { kind: 'mask' }>, colour: string): void {
    const context = this.#context;
    const tint = this.#masks.get(tenantId) ?? new MaskTint();
    this.#masks.set(tenantId, tint);
    const { x, y, width, height } = this.#frame;
    const { region } = mask;
    const sample = (region.width * width) / mask.width;
    context.save();
    context.beginPath();
    context.rect(x + sample, y + sample, width - 2 * sample, height - 2 * sample);
    context.clip();
    const left = x + region.x * width;
    const top = y + region.y * height;
    context.drawImage(tint.of(mask, colour), left, top, region.width * width, region.height * height);
    context.restore();
  }
}

const inset = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

/** Where the note about the view's rate stands: `.stage-note` in `stage.css`. */
const noteOn = ({ width }: Surface): Box => ({ x: width - 8 - 232, y: 8, width: 232, height: 24 });

/** `#rrggbb` and an opacity as a canvas colour. */
function withOpacity(colour: string, opacity: number): string {
  return `${colour}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
