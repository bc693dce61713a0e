/**
 * What the timeline's canvas shows at the moment: the rows, laid out, with the queues under them. It lays out and
 * draws on request and keeps the last layout for hit tests; when to draw and which stretch of time is decided elsewhere.
 */
import type { RecordRow } from '../../../protocol/record-batch';
import { keptRow, type RecordHistory, type RowScan } from '../../record-history';
import type { Palette, TenantShape } from '../../theme/tenant-mark';
import { steadyCeil } from '../nice-scale';
import { drawIncidents } from './draw-incidents';
import { drawTimeline } from './draw-timeline';
import { rowAt } from './hit-test';
import { type IncidentSpan, incidentAt, layIncidents } from './incident-layout';
import type { LaneGeometry } from './lane-geometry';
import { QueueDepth, QueueSamples } from './queue-depth';
import { type OpenSpan, SpanLayout } from './span-layout';
import type { IncidentOnLane, TimelineItem } from './timeline-item';

/** The past as it was when the picture came to a stop: it must not be forgotten while somebody looks at it. */
export interface Frozen {
  readonly rows: readonly RecordRow[];
  /** Oldest first. */
  readonly incidents: readonly IncidentOnLane[];
  /** When it was frozen, ms since the epoch. */
  readonly at: number;
}

export interface ScreenInput {
  readonly toAt: number;
  readonly spanMs: number;
  /** Instant that labels count from. */
  readonly zeroAt: number;
  readonly zero: string;
  readonly frozen: Frozen | null;
  /** What is in service now. */
  readonly open: readonly OpenSpan[];
  /** What went wrong, oldest first; of no use while it is frozen. */
  readonly incidents: readonly IncidentOnLane[];
  /** Tenants that are to serve. */
  readonly wanted: ReadonlySet<string>;
  readonly width: number;
  readonly geometry: LaneGeometry;
  readonly executorIds: readonly string[];
  readonly tenantIds: readonly string[];
  readonly shapes: readonly TenantShape[];
  readonly palette: Palette;
}

const SMALLEST_DEPTH_SCALE = 4;

const positions = (ids: readonly string[]): ReadonlyMap<string, number> =>
  new Map(ids.map((id, index) => [id, index]));

export class TimelineScreen {
  readonly samples = new QueueSamples();
  rows: RowScan = [];
  readonly #layout = new SpanLayout();
  readonly #depth = new QueueDepth();
  #incidents: readonly IncidentSpan[] = [];
  #depthScale = SMALLEST_DEPTH_SCALE;
  #lanes = 0;
  #geometry: LaneGeometry | null = null;

  constructor(private readonly history: RecordHistory) {}

  draw(context: CanvasRenderingContext2D, input: ScreenInput): void {
    const { toAt, spanMs, frozen, width, geometry, executorIds, tenantIds, palette, shapes, zero } = input;
    const fromAt = toAt - spanMs;
    this.rows = frozen?.rows ?? this.history.scanSince(fromAt);
    this.#lanes = executorIds.length;
    this.#geometry = geometry;
    const laneOf = positions(executorIds);
    const bounds = { rows: this.rows, fromAt, toAt, width, laneOf };
    const tenantOf = positions(tenantIds);
    this.#layout.fill({ ...bounds, tenantOf });
    this.#layout.fillOpen(frozen === null ? input.open : [], { ...bounds, tenantOf });
    this.#depth.fill({ ...bounds, lanes: this.#lanes }, this.samples);
    this.#depthScale = Math.max(SMALLEST_DEPTH_SCALE, steadyCeil(this.#depthScale, this.#depth.largest));
    drawTimeline(context, {
      layout: this.#layout,
      depth: this.#depth,
      geometry,
      lanes: this.#lanes,
      width,
      spanMs,
      behindMs: input.zeroAt - toAt,
      zero,
      palette,
      shapes,
      depthScale: this.#depthScale,
    });
    this.#incidents = layIncidents(frozen?.incidents ?? input.incidents, {
      ...bounds,
      knownUntil: frozen?.at ?? toAt,
      wanted: input.wanted,
    });
    drawIncidents(context, this.#incidents, geometry, palette);
  }

  /** The incident or request under a point of the picture that was drawn last, CSS px. */
  itemUnder(x: number, y: number): TimelineItem | null {
    if (this.#geometry === null) return null;
    const incident = incidentAt(this.#incidents, this.#geometry, this.#lanes, x, y);
    if (incident !== null) return incident;
    const index = rowAt(this.#layout, this.#geometry, this.#lanes, x, y);
    const row = index === null ? undefined : this.rows.at(index);
    return row === undefined ? null : keptRow(row);
  }
}
