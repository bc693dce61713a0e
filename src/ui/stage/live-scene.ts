/**
 * The scene as it runs, and the live sources beside it: time, frames and sound to the executors, their results. It lets the
 * attached stage draw in the frames of the page's draw loop. It knows no canvas, no device and no React. Whoever creates
 * one disposes it.
 */
import type { AudioInput } from '../../domain/model';
import type { FramedResult, Note } from '../../domain/result';
import type { PictureSource, SoundSource } from '../../domain/scenario';
import type { RunState, Snapshot, TenantStatus } from '../../domain/snapshot';
import type { DrawHandle, DrawTask } from '../frames/draw-loop';
import { MelodyLoop } from '../sound/melody-loop';
import type { FramePort } from './feeder-seat';
import { FrameFeeder, type Lacking, type SoundStretch } from './frame-feeder';
import { FrameLog } from './frame-log';
import type { Cutter, LiveInputs } from './live-inputs';
import { NoteHistory } from './note-history';
import { type FreshResult, ResultBoard } from './result-board';
import type { SceneFrame } from './scene';
import type { ScenePictures } from './scene-pictures';
import type { SourceFrame } from './source-frame';
import { SourceFrames } from './source-frames';

/** A tenant whose results may be shown, with its position in the scenario. */
export interface ShownTenant {
  readonly id: string;
  readonly index: number;
}

/** What the live scene needs of the page, or of a test. */
export interface SceneHost {
  now(): number;
  /** Joins the page's draw loop. */
  add(task: DrawTask): DrawHandle;
  /** Whether the page draws less often for the sake of the machine; the stage then says so on the picture. */
  lowered(): boolean;
  /** Whether less motion is asked for. */
  calm(): boolean;
  /** What the stage shows. */
  stageSource(): PictureSource;
  /** Whether the tenant's model says itself that what it looks for is not there. */
  judges(tenantId: string): boolean;
}

/** The part of a snapshot that the scene follows. */
export interface SceneSituation {
  readonly run: Pick<Snapshot['run'], 'kind'>;
  readonly tenants: readonly {
    readonly config: { readonly id: string };
    readonly status: Pick<TenantStatus, 'kind'>;
  }[];
}

export type Pictures = Pick<ScenePictures, 'get' | 'onChange' | 'dispose'>;

/** Scene time over stage time for people who asked for less motion: a calm drift, no cut sooner than 10 s. */
const REDUCED_MOTION_RATE = 1 / 3;
/** The best that the picture is drawn at; the loop may give it fewer frames. */
const PERIOD_MS = 1000 / 30;
/** A longer gap was a hidden tab or a hiccup: the scene goes on from where it stood. */
const LONGEST_STEP_MS = 250;

/** What the melody is heard and metered at: the rate of the one network that listens. */
const MELODY_RATE_HZ = 22_050;

/** Statuses of a tenant whose last result still holds: it runs, or its run was stopped and the scene stands still. */
const SHOWS: readonly TenantStatus['kind'][] = ['running', 'ready'];

export class LiveScene {
  readonly #frames = new FrameLog();
  readonly #board = new ResultBoard(this.#frames);
  readonly #feeder: FrameFeeder;
  readonly #notes = new Map<string, NoteHistory>();
  /** One per rate that somebody listens at. */
  readonly #loops = new Map<number, MelodyLoop>();
  readonly #drawing: DrawHandle;
  #run: RunState['kind'] = 'idle';
  #shown: readonly ShownTenant[] = [];
  #shownIds: ReadonlySet<string> = new Set();
  #paint: (() => void) | null = null;
  #steppedAt: number | null = null;
  /** Ms that the scene has run: the age of results is counted in it. */
  #stageMs = 0;
  #sceneMs = 0;
  readonly #sources: SourceFrames;

  constructor(
    readonly pictures: Pictures,
    cutter: Cutter,
    private readonly inputs: LiveInputs,
    private readonly host: SceneHost,
  ) {
    this.#sources = new SourceFrames(pictures, inputs, () => host.now());
    const sources = {
      frameOf: (source: PictureSource) => this.#sources.frameOf(source),
      cut: cutter.cut,
      whole: cutter.whole,
      soundOf: (source: SoundSource, { shape, sampleRateHz }: SoundWant) =>
        this.#soundOf(source, sampleRateHz, shape[1]),
      judges: (tenantId: string) => host.judges(tenantId),
    };
    this.#feeder = new FrameFeeder(sources, (tenantId, framed) => this.#accept(tenantId, framed));
    this.#drawing = host.add({
      periodMs: PERIOD_MS,
      moving: () => this.#moving || inputs.moves(host.stageSource()),
      draw: (now) => this.#onFrame(now),
    });
    const redraw = () => {
      this.#sources.sceneChanged();
      this.requestPaint();
    };
    pictures.onChange = redraw;
    inputs.onChange = redraw;
  }

  get scene(): SceneFrame {
    return this.#sources.scene;
  }

  get shown(): readonly ShownTenant[] {
    return this.#shown;
  }

  /** Whether the stage says that the view is slower: its note takes room. */
  get lowered(): boolean {
    return this.host.lowered();
  }

  /** What a tenant sees now; null when it is not known or no longer true. */
  resultOf(tenantId: string): FreshResult | null {
    return this.#board.fresh(tenantId, this.#stageMs, (source) => this.#sources.cutIndexOf(source));
  }

  /** The same, unless it was seen on a picture that the stage does not show. */
  drawnOf(tenantId: string): FreshResult | null {
    const fresh = this.resultOf(tenantId);
    const elsewhere =
      fresh !== null &&
      fresh.origin !== null &&
      fresh.origin !== 'sound' &&
      fresh.origin !== this.host.stageSource();
    return elsewhere ? null : fresh;
  }

  /** What the stage shows now. */
  get stageFrame(): SourceFrame | Lacking | null {
    return this.#sources.frameOf(this.host.stageSource());
  }

  /** Whether less motion is asked for. */
  get calm(): boolean {
    return this.host.calm();
  }

  /** Whether a tenant listens. */
  get heard(): boolean {
    return this.#feeder.listeners.size > 0;
  }

  /** Ids of the tenants that listen, in the order of the scenario. */
  get listeners(): readonly string[] {
    const ids = this.#feeder.listeners;
    return this.#shown.map(({ id }) => id).filter((id) => ids.has(id));
  }

  /** Root mean square of what the first listener hears, 0..1. */
  get level(): number {
    const [source = 'scene'] = this.#feeder.listeners.values();
    const upTo = this.soundSeconds;
    return source === 'scene' ? this.melody.levelAt(upTo) : this.inputs.levelOf(source, upTo);
  }

  /** The melody, as it is heard and metered. */
  get melody(): MelodyLoop {
    return this.#loopAt(MELODY_RATE_HZ);
  }

  /** The sound's clock: it stands still with the scene, and keeps its pace for people who asked for less motion. */
  get soundSeconds(): number {
    return this.#stageMs / 1000;
  }

  /** The same between two steps. @param now of the page's clock, ms. */
  soundSecondsAt(now: number): number {
    if (this.#run !== 'running' || this.#steppedAt === null) return this.soundSeconds;
    return this.soundSeconds + Math.min(LONGEST_STEP_MS, Math.max(0, now - this.#steppedAt)) / 1000;
  }

  /** What a tenant has heard in the last seconds; empty for one that does not listen. */
  notesOf(tenantId: string): readonly Note[] {
    return this.#notes.get(tenantId)?.notes ?? [];
  }

  addPort(key: string, port: FramePort): void {
    this.#feeder.addPort(key, port);
  }

  endPort(key: string): void {
    this.#feeder.endPort(key);
  }

  setSnapshot({ run, tenants }: SceneSituation): void {
    const before = this.#shownIds;
    this.#shown = tenants
      .map(({ config, status }, index) => ({ id: config.id, index, status }))
      .filter(({ status }) => SHOWS.includes(status.kind));
    this.#shownIds = new Set(this.#shown.map(({ id }) => id));
    this.#board.keepOnly(this.#shownIds);
    for (const id of this.#notes.keys()) if (!this.#shownIds.has(id)) this.#notes.delete(id);
    if (run.kind !== this.#run) this.#steppedAt = null;
    else if ([...before].join() === [...this.#shownIds].join()) return; // nothing to draw anew
    this.#run = run.kind;
    this.requestPaint();
  }

  /** `paint` draws the present state; called in animation frames. Returns the function that detaches. */
  attach(paint: () => void): () => void {
    this.#paint = paint;
    this.requestPaint();
    return () => {
      if (this.#paint === paint) this.#paint = null;
    };
  }

  /** Draws once in the next animation frame; while the scene moves, that happens by itself. */
  requestPaint(): void {
    this.#drawing.invalidate();
  }

  dispose(): void {
    this.#drawing.dispose();
    this.#paint = null;
    this.#feeder.dispose();
    this.pictures.dispose();
  }

  /** While executors may want frames. */
  get #moving(): boolean {
    return this.#run === 'running' || this.#run === 'starting';
  }

  #onFrame(now: number): void {
    if (this.#run === 'running') this.#step(now);
    if (this.#moving) {
      for (const { frameNumber, frame } of this.#feeder.offer(now)) {
        this.#frames.add(frameNumber, now, frame?.source ?? 'sound', frame?.cutIndex);
      }
      for (const { frameNumber } of this.#feeder.offerSound(this.soundSeconds)) {
        this.#frames.add(frameNumber, now, 'sound');
      }
    }
    this.#paint?.();
  }

  #accept(tenantId: string, framed: FramedResult): void {
    if (!this.#shownIds.has(tenantId)) return; // the last word of a tenant that is gone
    const { frameNumber, result } = framed;
    this.#board.accept(tenantId, framed, this.#stageMs, this.host.now());
    const origin = frameNumber === null ? null : this.#frames.originOf(frameNumber);
    const cutIndex = frameNumber === null ? null : this.#frames.cutOf(frameNumber);
    if (origin !== null && origin !== 'sound') this.#sources.learn(origin, cutIndex, result);
    if (result.kind === 'notes') this.#historyOf(tenantId).add(result);
    if (!this.#moving) this.requestPaint();
  }

  #soundOf(source: SoundSource, sampleRateHz: number, count: number): SoundStretch | Lacking | null {
    const upTo = this.soundSeconds;
    if (source === 'scene') return this.#loopAt(sampleRateHz).endingAt(upTo, count);
    return this.inputs.soundOf(source, { sampleRateHz, count, upTo });
  }

  #loopAt(sampleRateHz: number): MelodyLoop {
    const loop = this.#loops.get(sampleRateHz) ?? new MelodyLoop(sampleRateHz);
    this.#loops.set(sampleRateHz, loop);
    return loop;
  }

  #historyOf(tenantId: string): NoteHistory {
    const history = this.#notes.get(tenantId) ?? new NoteHistory();
    this.#notes.set(tenantId, history);
    return history;
  }

  #step(now: number): void {
    const stepMs = this.#steppedAt === null ? 0 : Math.min(LONGEST_STEP_MS, now - this.#steppedAt);
    this.#steppedAt = now;
    this.#stageMs += stepMs;
    this.#sceneMs += stepMs * (this.host.calm() ? REDUCED_MOTION_RATE : 1);
    this.#sources.moveScene(this.#sceneMs);
  }
}

type SoundWant = Pick<AudioInput, 'shape' | 'sampleRateHz'>;
