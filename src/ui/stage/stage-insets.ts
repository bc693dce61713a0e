/**
 * The small pictures on the stage, one per result that has one: a body in three dimensions, an enlarged picture with its
 * wipe, the outputs of a custom model. Keeps their canvases and dividers; tells where the wipes stand, so that handles can be laid over them.
 */
import type { Box, Result } from '../../domain/result';
import { type Palette, tenantShape } from '../theme/tenant-mark';
import { CachedCanvas } from './cached-canvas';
import { drawPlate, drawWipe, drawWorld, type InsetPlate, pictureOf } from './draw-insets';
import { drawNumbers, drawOutputPicture } from './draw-outputs';
import { placeInsets } from './inset-layout';
import type { Sight } from './stage-sights';
import type { Surface } from './surface';
import { outputsWords, sizeWords, upscaledWords } from './what-it-sees';
import { Wipe } from './wipe';

/** Where a wipe's picture stands on the stage, in CSS pixels. */
export interface PlacedWipe {
  readonly tenantId: string;
  readonly box: Box;
}

/** What the insets need to be drawn. */
export interface InsetStage {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly surface: Surface;
  /** What lies below is taken. */
  readonly bottomPx: number;
  /** The stage's clock. */
  readonly seconds: number;
  readonly calm: boolean;
  readonly colourOf: (index: number) => string;
}

/** Results that stand in an inset whatever is in them. */
const INSETS: readonly Result['kind'][] = ['upscaled', 'numbers', 'picture'];

type Upscaled = Extract<Result, { kind: 'upscaled' }>;

interface UpscaledPicture {
  readonly before: CachedCanvas;
  readonly after: CachedCanvas;
  readonly wipe: Wipe;
}

const hasInset = ({ result }: Sight): boolean =>
  INSETS.includes(result.kind) || (result.kind === 'pose' && result.world !== undefined);

export class StageInsets {
  readonly #pictures = new Map<string, UpscaledPicture>();
  /** Of output pictures. */
  readonly #canvases = new Map<string, CachedCanvas>();
  #wipes: readonly PlacedWipe[] = [];

  /** As drawn last; the same array while nothing moved. */
  get wipes(): readonly PlacedWipe[] {
    return this.#wipes;
  }

  wipeOf(tenantId: string): Wipe {
    return this.#pictureOf(tenantId).wipe;
  }

  /** @returns the places that are taken now. */
  draw(stage: InsetStage, sights: readonly Sight[]): readonly Box[] {
    const wanted = sights.filter(hasInset);
    const placed: PlacedWipe[] = [];
    const taken = placeInsets(wanted.length, stage.surface, stage.bottomPx).flatMap((box, position) => {
      const sight = wanted[position];
      if (box === null || sight === undefined) return [];
      this.#drawOne(stage, sight, box);
      if (sight.result.kind === 'upscaled') placed.push({ tenantId: sight.tenantId, box: pictureOf(box) });
      return [box];
    });
    if (!samePlaces(placed, this.#wipes)) this.#wipes = placed;
    return taken;
  }

  /** Forgets what it keeps for every other tenant. */
  keepOnly(tenantIds: readonly string[]): void {
    for (const kept of [this.#pictures, this.#canvases]) {
      for (const id of kept.keys()) if (!tenantIds.includes(id)) kept.delete(id);
    }
  }

  #drawOne(stage: InsetStage, { tenantId, index, result }: Sight, box: Box): void {
    const { context, palette, seconds, calm } = stage;
    const plate = { context, palette, box, colour: stage.colourOf(index), mark: tenantShape(index) };
    if (result.kind === 'pose' && result.world !== undefined) {
      const turning: InsetPlate = { ...plate, text: 'body in 3-D' };
      drawPlate(turning);
      drawWorld(turning, result.world, calm ? 0.9 : seconds);
    } else if (result.kind === 'upscaled') {
      const enlarged: InsetPlate = { ...plate, text: upscaledWords(result) };
      const picture = this.#pictureOf(tenantId);
      drawPlate(enlarged);
      const { before, after } = canvasesOf(picture, result);
      drawWipe(enlarged, before, after, picture.wipe.positionAt(seconds, calm));
    } else if (result.kind === 'picture') {
      const framed: InsetPlate = { ...plate, text: sizeWords(result) };
      const canvas = this.#canvases.get(tenantId) ?? new CachedCanvas();
      this.#canvases.set(tenantId, canvas);
      drawPlate(framed);
      drawOutputPicture(
        framed,
        result,
        canvas.of(result, [result.pixels], (pixels) => pixels.set(result.pixels)),
      );
    } else if (result.kind === 'numbers') {
      const told: InsetPlate = { ...plate, text: outputsWords(result.outputs) };
      drawPlate(told);
      drawNumbers(told, result.outputs);
    }
  }

  #pictureOf(tenantId: string): UpscaledPicture {
    const known = this.#pictures.get(tenantId);
    if (known !== undefined) return known;
    const picture = { before: new CachedCanvas(), after: new CachedCanvas(), wipe: new Wipe() };
    this.#pictures.set(tenantId, picture);
    return picture;
  }
}

function canvasesOf({ before, after }: UpscaledPicture, upscaled: Upscaled) {
  const { width, height, factor } = upscaled;
  const small = { width: width / factor, height: height / factor };
  return {
    before: before.of(small, [upscaled.before], (pixels) => pixels.set(upscaled.before)),
    after: after.of({ width, height }, [upscaled.after], (pixels) => pixels.set(upscaled.after)),
  };
}

const samePlaces = (a: readonly PlacedWipe[], b: readonly PlacedWipe[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
