/**
 * Draws the stage on its canvas: the picture, the frame in it, every tenant's result and its label, the insets and the
 * piano roll. It keeps what is costly to make and decides nothing about time or freshness.
 */
import type { Box } from '../../domain/result';
import { type Palette, tenantShape } from '../theme/tenant-mark';
import { drawFrame, drawPicture } from './draw-backdrop';
import { drawRoll, type HeardLine } from './draw-roll';
import { rollOn } from './inset-layout';
import { pointersOf } from './label-target';
import type { LiveScene } from './live-scene';
import type { Pen } from './pen';
import { soundingWords } from './piano-roll';
import { FRAME_ASPECT } from './scene';
import { SegmentMiddles } from './segment-tint';
import type { StageInsets } from './stage-insets';
import { type Label, StageLabels } from './stage-labels';
import { isArea, type Sight, StageSights } from './stage-sights';
import { frameOn, type Surface } from './surface';

const HALO_OPACITY = 0.55;
const LABEL_MARGIN_PX = 6;
/** Line and gap of boxes, by position of the tenant. */
const DASHES = [[], [9, 4], [2, 4], [10, 3, 2, 3]] as const;

export class StagePainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #labels = new StageLabels();
  readonly #sights = new StageSights();
  readonly #middles = new SegmentMiddles();
  #surface: Surface = { width: 0, height: 0 };
  #frame: Box = { x: 0, y: 0, width: 0, height: 0 };
  #scale = 1;
  #halo = '';

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private palette: Palette,
    private readonly insets: StageInsets,
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
    this.#scale = devicePixelRatio;
    this.canvas.width = Math.round(surface.width * this.#scale);
    this.canvas.height = Math.round(surface.height * this.#scale);
  }

  paint(live: LiveScene): void {
    if (this.#surface.width === 0 || this.#surface.height === 0) return;
    if (this.#scale !== devicePixelRatio) this.resize(this.#surface); // the window moved to another display
    this.#context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    const { palette } = this;
    const shown = live.stageFrame;
    const aspect = shown !== null && 'aspect' in shown ? shown.aspect : FRAME_ASPECT;
    this.#frame = frameOn(this.#surface, aspect);
    const backdrop = { context: this.#context, surface: this.#surface, frame: this.#frame, palette };
    drawPicture(backdrop, shown);
    if (shown !== null && 'aspect' in shown && shown.source === 'scene') drawFrame(backdrop);
    const sights = live.shown.flatMap(({ id, index }): readonly Sight[] => {
      const result = live.drawnOf(id)?.result;
      return result === undefined ? [] : [{ tenantId: id, index, result }];
    });
    for (const areas of [true, false]) {
      for (const sight of sights) {
        if (isArea(sight.result) === areas) this.#sights.draw(this.#penOf(sight.index), sight);
      }
    }
    this.#drawAround(live, sights);
    const ids = live.shown.map(({ id }) => id);
    this.#sights.keepOnly(ids);
    this.insets.keepOnly(ids);
  }

  /** The roll, the insets, then the labels where there is room left. */
  #drawAround(live: LiveScene, sights: readonly Sight[]): void {
    const taken: Box[] = [pickerOn(this.#surface, live.heard)];
    let bottomPx = this.#surface.height;
    if (live.heard) {
      const roll = rollOn(this.#surface);
      this.#drawRoll(live, roll);
      taken.push(roll);
      bottomPx = roll.y;
    }
    if (live.lowered) taken.push(noteOn(this.#surface));
    const { palette } = this;
    const [context, surface, seconds] = [this.#context, this.#surface, live.soundSeconds];
    const colourOf = (index: number) => this.#colourOf(index);
    const stage = { context, palette, surface, bottomPx, seconds, calm: live.calm, colourOf };
    taken.push(...this.insets.draw(stage, sights));
    const labels = sights.flatMap(({ index, result }) =>
      pointersOf(result, this.#frame, this.#middles).map(
        (pointer): Label => ({ ...pointer, mark: tenantShape(index), colour: this.#colourOf(index) }),
      ),
    );
    this.#labels.draw(this.#context, labels, inset(this.#frame, LABEL_MARGIN_PX), taken, palette);
  }

  #drawRoll(live: LiveScene, box: Box): void {
    const now = live.soundSeconds;
    const lines = live.listeners.map((id): HeardLine => {
      const { index = 0 } = live.shown.find((one) => one.id === id) ?? {};
      const result = live.resultOf(id)?.result;
      const heard = result?.kind === 'notes' ? result : null;
      const words =
        heard === null
          ? result?.kind === 'nothing'
            ? result.reason
            : 'listens …'
          : soundingWords(heard.notes, heard.endSeconds) || 'no note now';
      const colour = this.#colourOf(index);
      const heardUpTo = heard?.endSeconds ?? null;
      return { mark: tenantShape(index), colour, notes: live.notesOf(id), heardUpTo, words };
    });
    const { level } = live;
    drawRoll({ context: this.#context, palette: this.palette, box, now, level, lines });
  }

  #penOf(index: number): Pen {
    const dash = DASHES[index % DASHES.length] ?? [];
    const colour = this.#colourOf(index);
    return { context: this.#context, frame: this.#frame, colour, halo: this.#halo, dash };
  }

  #colourOf(index: number): string {
    return this.palette.tenants[index % this.palette.tenants.length] ?? this.palette.accent;
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

/** Where the sources are chosen: `.stage-sources` in `stage.css`. */
const pickerOn = ({ width }: Surface, heard: boolean): Box => {
  const across = (width <= 480 ? 76 : 152) + 36;
  return { x: 8, y: 6, width: heard ? 2 * across : across, height: 28 };
};

/** `#rrggbb` and an opacity as a canvas colour. */
function withOpacity(colour: string, opacity: number): string {
  return `${colour}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
