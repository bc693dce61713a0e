/**
 * Draws the stage on its canvas: the picture, the frame in it, every tenant's result and its label. It keeps what is
 * costly to make (palette, masks, text widths) and decides nothing about time or freshness.
 */
import type { Box, Result } from '../../domain/result';
import { type Palette, tenantShape } from '../theme/tenant-mark';
import { drawFrame, drawPicture } from './draw-backdrop';
import { drawBrackets, drawFaces, drawMesh } from './draw-face';
import { drawPose } from './draw-pose';
import { targetOf } from './label-target';
import type { LiveScene } from './live-scene';
import { MaskTint } from './mask-tint';
import type { Pen } from './pen';
import { type Label, StageLabels } from './stage-labels';
import { frameOn, type Surface } from './surface';
import { labelOf } from './what-it-sees';

const HALO_OPACITY = 0.55;
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
  resize(surface: Surface): void {
    this.#surface = surface;
    this.#frame = frameOn(surface);
    this.#scale = devicePixelRatio;
    this.canvas.width = Math.round(surface.width * this.#scale);
    this.canvas.height = Math.round(surface.height * this.#scale);
  }

  paint(live: LiveScene): void {
    if (this.#surface.width === 0 || this.#surface.height === 0) return;
    if (this.#scale !== devicePixelRatio) this.resize(this.#surface); // the window moved to another display
    this.#context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    const { palette } = this;
    const backdrop = { context: this.#context, surface: this.#surface, frame: this.#frame, palette };
    drawPicture(backdrop, live);
    drawFrame(backdrop);
    this.#drawSights(live);
    for (const id of this.#masks.keys()) if (!live.shown.some((one) => one.id === id)) this.#masks.delete(id);
  }

  #drawSights(live: LiveScene): void {
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
    const taken = live.lowered ? [noteOn(this.#surface)] : [];
    this.#labels.draw(this.#context, labels, inset(this.#frame, LABEL_MARGIN_PX), taken, this.palette);
  }

  #colourOf(index: number): string {
    return this.palette.tenants[index % this.palette.tenants.length] ?? this.palette.accent;
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
