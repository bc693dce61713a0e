/** What a picture of the timeline is drawn from: the layout, where things stand, colours and signs. It draws nothing. */
import type { Palette, TenantShape } from '../../theme/tenant-mark';
import type { DensityPicture } from './draw-density';
import type { LaneGeometry } from './lane-geometry';
import type { PictureBounds } from './picture-bounds';
import type { QueueDepth } from './queue-depth';
import type { SpanLayout } from './span-layout';

export type Context = CanvasRenderingContext2D;

export interface TimelineScene {
  readonly bounds: PictureBounds;
  readonly layout: SpanLayout;
  readonly density: DensityPicture;
  readonly depth: QueueDepth;
  readonly geometry: LaneGeometry;
  readonly lanes: number;
  readonly width: number;
  readonly spanMs: number;
  /** The right edge lies this much before the instant that labels count from, ms. */
  readonly behindMs: number;
  /** What that instant is called: "now". */
  readonly zero: string;
  readonly palette: Palette;
  /** By tenant, in the order of the scenario. */
  readonly shapes: readonly TenantShape[];
  /** Depth that fills the room under a lane. */
  readonly depthScale: number;
}

/** Colour of a tenant by its place; of one that is gone, none of its own. */
export const colourOf = (palette: Palette, tenant: number): string =>
  tenant < 0 ? palette.dim : (palette.tenants[tenant % 8] ?? palette.ink);
