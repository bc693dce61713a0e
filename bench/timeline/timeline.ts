/**
 * The timeline's own layout and drawing with a full past, frame after frame while it is panned: `globalThis.timeline`. It
 * is the product's code on a canvas of the size it has at 1440 × 900; React and the engine are left out.
 */
import { laneGeometry } from '../../src/ui/charts/timeline/lane-geometry';
import { type ScreenInput, TimelineScreen } from '../../src/ui/charts/timeline/timeline-screen';
import { RecordHistory } from '../../src/ui/record-history';
import { RecordedPast } from '../../src/ui/recorded-past';
import {
  EXECUTORS,
  LENGTH_MS,
  preemptedSpans,
  RECORDED_PER_SECOND,
  recordedSpans,
  TENANTS,
  wholeSpans,
} from './many-spans';

const WIDTH = 1200;
const ROOM = 200;
const END_AT = 1_700_000_000_000;
const PALETTE: ScreenInput['palette'] = {
  bg: '#0d1117',
  panel: '#12171f',
  panel2: '#1a212c',
  line: '#2a3240',
  ink: '#f0f4fa',
  dim: '#94a3b8',
  accent: '#5cc3ff',
  bad: '#ff7066',
  warn: '#f5c451',
  good: '#6ad58b',
  tenants: ['#ffa348', '#57b0ff', '#f06fb1', '#5fd38a', '#c792ea', '#ffd166', '#4dd0c8', '#ff8c7a'],
};

/** ms for each frame: our code alone, and with what the canvas then has to raster. */
interface FrameTimes {
  readonly codeMs: number[];
  readonly rasterMs: number[];
  /** Between animation frames that each draw one picture. */
  readonly betweenMs: number[];
  readonly dense: boolean;
}

declare global {
  var timeline:
    | {
        /** @returns ms that a picture costs once when it begins to stand still: the copy of the past and its index. */
        fill(kind: 'preempted' | 'whole', spans: number): number;
        /**
         * A recording in place of the past. @returns ms from the table to its first picture: made readable by number,
         * indexed, laid out and drawn.
         */
        open(requests: number): number;
        measure(spanMs: number, frames: number): Promise<FrameTimes>;
      }
    | undefined;
}

let history = new RecordHistory();
let screen = new TimelineScreen(history);
let lines = 1;
/** What is panned over: the recent past, or a recording of this length. */
let frozen: ScreenInput['frozen'] = null;
let lengthMs = LENGTH_MS;

function context(): CanvasRenderingContext2D {
  const canvas = document.querySelector('canvas');
  const found = canvas?.getContext('2d');
  if (!found) throw new Error('the page has a canvas');
  return found;
}

const input = (toAt: number, spanMs: number): ScreenInput => ({
  toAt,
  spanMs,
  zeroAt: END_AT,
  zero: 'now',
  frozen,
  open: [],
  incidents: [],
  changes: [],
  chosen: null,
  wanted: new Set(),
  width: WIDTH,
  geometry: laneGeometry(EXECUTORS.length, ROOM, lines),
  executorIds: EXECUTORS,
  tenantIds: TENANTS,
  shapes: ['●', '▲', '■', '◆'],
  palette: PALETTE,
});

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

globalThis.timeline = {
  fill(kind, spans) {
    history = new RecordHistory();
    screen = new TimelineScreen(history);
    frozen = null;
    lengthMs = LENGTH_MS;
    history.push(kind === 'whole' ? wholeSpans(spans, END_AT) : preemptedSpans(spans, END_AT));
    ({ lines } = screen.draw(context(), input(END_AT, LENGTH_MS)));
    const startedAt = performance.now();
    const still = history.copy();
    const standing = { past: still, incidents: [], at: END_AT };
    screen.draw(context(), { ...input(END_AT, 50), frozen: standing });
    return performance.now() - startedAt;
  },
  open(requests) {
    const table = recordedSpans(requests, END_AT);
    history = new RecordHistory();
    screen = new TimelineScreen(history);
    lengthMs = (requests / RECORDED_PER_SECOND) * 1000;
    const startedAt = performance.now();
    frozen = { past: new RecordedPast(table), incidents: [], at: END_AT };
    ({ lines } = screen.draw(context(), input(END_AT, 2000)));
    return performance.now() - startedAt;
  },
  async measure(spanMs, frames) {
    const pen = context();
    const times: FrameTimes = { codeMs: [], rasterMs: [], betweenMs: [], dense: false };
    const edgeAt = (frame: number) => END_AT - (frame * Math.min(spanMs, lengthMs - spanMs)) / frames;
    let dense = false;
    for (let frame = 0; frame < frames; frame += 1) {
      await nextFrame();
      const startedAt = performance.now();
      ({ dense } = screen.draw(pen, input(edgeAt(frame), spanMs)));
      times.codeMs.push(performance.now() - startedAt);
      // Reading a pixel makes the browser raster what was recorded.
      pen.getImageData(0, 0, 1, 1);
      times.rasterMs.push(performance.now() - startedAt);
    }
    let before = await nextFrame();
    for (let frame = 0; frame < frames; frame += 1) {
      screen.draw(pen, input(edgeAt(frame), spanMs));
      const now = await nextFrame();
      times.betweenMs.push(now - before);
      before = now;
    }
    return { ...times, dense };
  },
};
