/**
 * What the timeline's canvas shows at the moment: the rows, laid out, with the queues under them. It lays out and
 * draws on request and keeps the last layout for hit tests; when to draw and which stretch of time is decided elsewhere.
 */
import type { PastRows } from '../../past-rows';
import type { RecordHistory } from '../../record-history';
import type { Palette, TenantShape } from '../../theme/tenant-mark';
import { steadyCeil } from '../nice-scale';
import { drawChanges, type SetupChange } from './draw-changes';
import { type ChosenRequest, drawChosen } from './draw-chosen';
import { DensityPicture } from './draw-density';
import { drawIncidents } from './draw-incidents';
import { drawTimeline } from './draw-timeline';
import { rowAt } from './hit-test';
import { type IncidentSpan, incidentAt, layIncidents } from './incident-layout';
import { type LaneGeometry, shownLines } from './lane-geometry';
import { LaneIndex } from './lane-index';
import { type PictureBounds, Places } from './picture-bounds';
import { QueueDepth, QueueSamples } from './queue-depth';
import { type OpenSpan, SpanLayout } from './span-layout';
import type { IncidentOnLane, TimelineItem } from './timeline-item';

/** The past as it was when the picture came to a stop: it must not be forgotten while somebody looks at it. */
export interface Frozen {
  readonly past: PastRows;
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
  /** What people changed, oldest first. */
  readonly changes: readonly SetupChange[];
  readonly chosen: ChosenRequest | null;
  /** Tenants that are to serve. */
  readonly wanted: ReadonlySet<string>;
  readonly width: number;
  readonly geometry: LaneGeometry;
  readonly executorIds: readonly string[];
  readonly tenantIds: readonly string[];
  readonly shapes: readonly TenantShape[];
  readonly palette: Palette;
}

/** How a picture had to be simplified, and how many lines its lanes need. */
export interface PictureState {
  readonly dense: boolean;
  readonly crowdedLinks: boolean;
  readonly lines: number;
}

const SMALLEST_DEPTH_SCALE = 4;

export class TimelineScreen {
  readonly samples = new QueueSamples();
  readonly #index = new LaneIndex();
  readonly #executors = new Places();
  readonly #tenants = new Places();
  readonly #layout = new SpanLayout();
  readonly #density = new DensityPicture();
  readonly #depth = new QueueDepth();
  #incidents: readonly IncidentSpan[] = [];
  #depthScale = SMALLEST_DEPTH_SCALE;
  #bounds: PictureBounds | null = null;
  #geometry: LaneGeometry | null = null;
  /** By lane, as shown. */
  readonly #lines: number[] = [];

  constructor(private readonly history: RecordHistory) {}

  draw(context: CanvasRenderingContext2D, input: ScreenInput): PictureState {
    const bounds = this.#look(input);
    const { geometry, palette, frozen, executorIds, width, toAt } = input;
    const lanes = executorIds.length;
    const layout = this.#layout;
    this.#depth.begin(bounds, lanes);
    layout.fill(bounds, this.#depth);
    layout.fillOpen(frozen === null ? input.open : []);
    for (let lane = 0; lane < lanes; lane += 1)
      this.#depth.end(lane, this.samples.of(executorIds[lane] ?? ''));
    this.#depthScale = Math.max(SMALLEST_DEPTH_SCALE, steadyCeil(this.#depthScale, this.#depth.largest));
    drawTimeline(context, {
      bounds,
      layout,
      density: this.#density,
      depth: this.#depth,
      geometry,
      lanes,
      width,
      spanMs: input.spanMs,
      behindMs: input.zeroAt - toAt,
      zero: input.zero,
      palette,
      shapes: input.shapes,
      depthScale: this.#depthScale,
    });
    drawChanges(context, input.changes, { ...bounds, geometry, lanes }, palette);
    this.#drawIncidents(context, input, bounds);
    if (input.chosen !== null)
      drawChosen(context, input.chosen, { bounds, geometry, lines: layout.lines }, palette);
    return this.#state(lanes);
  }

  /** The incident or request under a point of the picture that was drawn last, CSS px. */
  itemUnder(x: number, y: number): TimelineItem | null {
    const [bounds, geometry] = [this.#bounds, this.#geometry];
    if (bounds === null || geometry === null) return null;
    const incident = incidentAt(this.#incidents, geometry, bounds.executorOf.length, x, y);
    if (incident !== null) return incident;
    const row = rowAt({ bounds, geometry, lines: this.#lines }, x, y);
    return row === null ? null : (bounds.past.rowAt(row) ?? null);
  }

  /** In which of how many lines of its lane a request stands, as drawn last. */
  lineOf(requestId: number, lane: number): { readonly line: number; readonly lines: number } {
    const row = this.#index.rowOfRequest(requestId);
    return { line: row < 0 ? 0 : this.#index.lineOf(row), lines: this.#lines[lane] ?? 1 };
  }

  /** Catches up with the past and finds out whose lane is whose. */
  #look({ frozen, executorIds, tenantIds, toAt, spanMs, width, geometry }: ScreenInput): PictureBounds {
    const past = frozen?.past ?? this.history.past;
    this.#index.catchUp(past);
    this.#executors.update(past.executorIds, executorIds);
    this.#tenants.update(past.tenantIds, tenantIds);
    this.#geometry = geometry;
    const bounds = {
      past,
      index: this.#index,
      fromAt: toAt - spanMs,
      toAt,
      width,
      executorOf: this.#executors.ofId,
      laneOf: this.#executors.ofName,
      tenantOf: this.#tenants.ofName,
    };
    this.#bounds = bounds;
    return bounds;
  }

  #drawIncidents(context: CanvasRenderingContext2D, input: ScreenInput, bounds: PictureBounds): void {
    const { frozen, geometry, palette, wanted, executorIds, toAt } = input;
    this.#incidents = layIncidents(frozen?.incidents ?? input.incidents, {
      fromAt: bounds.fromAt,
      toAt,
      width: bounds.width,
      laneOf: new Map(executorIds.map((id, lane) => [id, lane])),
      knownUntil: frozen?.at ?? toAt,
      wanted,
    });
    drawIncidents(context, this.#incidents, geometry, palette);
  }

  #state(lanes: number): PictureState {
    const { dense, lines, links } = this.#layout;
    let most = 1;
    let anyDense = false;
    for (let lane = 0; lane < lanes; lane += 1) {
      if ((lines[lane] ?? 1) > most) most = lines[lane] ?? 1;
      if (dense[lane] === 1) anyDense = true;
      this.#lines[lane] = this.#geometry === null ? 1 : shownLines(this.#geometry, lines[lane] ?? 1);
    }
    return { dense: anyDense, crowdedLinks: links.crowded, lines: most };
  }
}
