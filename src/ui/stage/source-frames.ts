/**
 * The newest frame of every source of pictures, and what is known to be in it: the scene's annotations, or what results
 * on a live source told. It captures nothing and knows no tenant.
 */
import type { Result } from '../../domain/result';
import type { PictureSource } from '../../domain/scenario';
import { SightTracker } from '../inputs/sight-tracker';
import type { Lacking } from './frame-feeder';
import type { LiveInputs } from './live-inputs';
import { FRAME_ASPECT, type SceneFrame, sceneAt } from './scene';
import type { ScenePictures } from './scene-pictures';
import { PICTURES } from './scene-script';
import { type SourceFrame, WHOLE_VIEW } from './source-frame';

export class SourceFrames {
  #scene = sceneAt(0);
  /** Counts the scene's different pixels. */
  #sceneVersion = 0;
  readonly #trackers = new Map<PictureSource, SightTracker>();
  /** The shot that a live source shows. */
  readonly #cuts = new Map<PictureSource, number>();

  constructor(
    private readonly pictures: Pick<ScenePictures, 'get'>,
    private readonly inputs: Pick<LiveInputs, 'pictureOf'>,
    private readonly now: () => number,
  ) {}

  get scene(): SceneFrame {
    return this.#scene;
  }

  /** @param sceneMs scene time. */
  moveScene(sceneMs: number): void {
    this.#scene = sceneAt(sceneMs);
    this.sceneChanged();
  }

  /** Its pixels are others, though no time passed. */
  sceneChanged(): void {
    this.#sceneVersion += 1;
  }

  /** Null while the source is being opened. */
  frameOf(source: PictureSource): SourceFrame | Lacking | null {
    if (source === 'scene') return this.#sceneFrame();
    const live = this.inputs.pictureOf(source);
    if (live === null || 'lacking' in live) return live;
    const { picture, width, height, mirrored, cutIndex, version } = live;
    this.#cuts.set(source, cutIndex);
    const sights = this.#trackerOf(source).sightsAt(this.now(), cutIndex);
    const size = { width, height };
    return {
      ...{ source, picture, size, mirrored, cutIndex, version, sights },
      view: WHOLE_VIEW,
      aspect: width / height,
    };
  }

  cutIndexOf(source: PictureSource): number {
    return source === 'scene' ? this.#scene.cutIndex : (this.#cuts.get(source) ?? 0);
  }

  /** What a model saw on a frame of a live source tells where to look next; the scene is annotated already. */
  learn(source: PictureSource, cutIndex: number | null, result: Result): void {
    if (source === 'scene' || cutIndex !== this.#cuts.get(source)) return;
    const frame = this.frameOf(source);
    if (frame !== null && 'aspect' in frame) this.#trackerOf(source).accept(result, frame.aspect, this.now());
  }

  #sceneFrame(): SourceFrame | null {
    const { picture: id, view, cutIndex, face, eyes, body, hand } = this.#scene;
    const picture = this.pictures.get(id);
    if (picture === 'loading') return null;
    const { width, height } = picture === 'missing' ? PICTURES[id] : picture;
    return {
      source: 'scene',
      ...{ picture, view, cutIndex },
      size: { width, height },
      mirrored: false,
      aspect: FRAME_ASPECT,
      version: this.#sceneVersion,
      sights: { face, eyes, body, hand },
    };
  }

  #trackerOf(source: PictureSource): SightTracker {
    const tracker = this.#trackers.get(source) ?? new SightTracker();
    this.#trackers.set(source, tracker);
    return tracker;
  }
}
