/** Draws one tenant's result where it lies on the picture; keeps what is costly to make. It knows no label and no inset. */
import type { Box, Result } from '../../domain/result';
import { CachedCanvas } from './cached-canvas';
import { drawBrackets, drawFaces, drawMesh } from './draw-face';
import { drawPose } from './draw-pose';
import { drawEyes, drawHand, drawObjects, drawPalms } from './draw-things';
import { rgbOf, tintMask } from './mask-tint';
import type { Pen } from './pen';
import { tintSegments } from './segment-tint';

export interface Sight {
  readonly tenantId: string;
  /** Position in the scenario: colour and shape follow. */
  readonly index: number;
  readonly result: Result;
}

/** Whether it covers areas: such results lie below all others. */
export const isArea = ({ kind }: Result): boolean => kind === 'mask' || kind === 'segments';

interface Samples {
  readonly width: number;
  readonly height: number;
  readonly region: Box;
}

export class StageSights {
  readonly #areas = new Map<string, CachedCanvas>();

  draw(pen: Pen, { tenantId, result }: Sight): void {
    pen.context.lineJoin = 'round';
    pen.context.lineCap = 'round';
    switch (result.kind) {
      case 'faces':
        drawFaces(pen, result.faces);
        break;
      case 'landmarks':
        drawMesh(pen, result.points);
        break;
      case 'pose':
        drawPose(pen, result.keypoints);
        break;
      case 'objects':
        drawObjects(pen, result.objects);
        break;
      case 'hands':
        drawPalms(pen, result.hands);
        break;
      case 'hand-landmarks':
        drawHand(pen, result.points);
        break;
      case 'eyes':
        drawEyes(pen, result.eyes);
        break;
      case 'classes':
      case 'attributes':
      case 'upscaled':
      case 'picture':
        drawBrackets(pen, result.region);
        break;
      case 'mask': {
        const tint = (pixels: Uint8ClampedArray) => tintMask(result, rgbOf(pen.colour), pixels);
        this.#drawArea(pen, tenantId, result, [result.alpha, pen.colour], tint);
        break;
      }
      case 'segments': {
        const tint = (pixels: Uint8ClampedArray) => tintSegments(result, pen.colour, pixels);
        this.#drawArea(pen, tenantId, result, [result.classOf, pen.colour], tint);
        break;
      }
      default:
        break; // nothing to see: notes are heard, "no hand" stands in the legend
    }
  }

  /** Forgets what it keeps for every other tenant. */
  keepOnly(tenantIds: readonly string[]): void {
    for (const id of this.#areas.keys()) if (!tenantIds.includes(id)) this.#areas.delete(id);
  }

  #drawArea(
    { context, frame }: Pen,
    tenantId: string,
    samples: Samples,
    madeOf: readonly unknown[],
    tint: (pixels: Uint8ClampedArray) => void,
  ): void {
    const area = this.#areas.get(tenantId) ?? new CachedCanvas();
    this.#areas.set(tenantId, area);
    const { x, y, width, height } = frame;
    const { region } = samples;
    // The frame cuts what it shows: the contour there is the frame's, not the thing's.
    const sample = (region.width * width) / samples.width;
    context.save();
    context.beginPath();
    context.rect(x + sample, y + sample, width - 2 * sample, height - 2 * sample);
    context.clip();
    const left = x + region.x * width;
    const top = y + region.y * height;
    const canvas = area.of(samples, madeOf, tint);
    context.drawImage(canvas, left, top, region.width * width, region.height * height);
    context.restore();
  }
}
