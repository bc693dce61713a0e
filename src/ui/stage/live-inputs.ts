/** What the stage needs of the sources that must be opened, and of whatever cuts their pictures. Shapes only. */
import type { ImageInput } from '../../domain/model';
import type { Box } from '../../domain/result';
import type { PictureSource, SoundSource } from '../../domain/scenario';
import type { Lacking, SoundStretch } from './frame-feeder';
import type { SourceFrame } from './source-frame';

/** A picture of a live source: the newest, drawn before the next one is asked for. */
export interface LivePicture {
  readonly picture: CanvasImageSource;
  readonly width: number;
  readonly height: number;
  readonly mirrored: boolean;
  readonly cutIndex: number;
  readonly version: number;
}

/** The sources that must be opened. */
export interface LiveInputs {
  /** Null while it is being opened. */
  pictureOf(source: Exclude<PictureSource, 'scene'>): LivePicture | Lacking | null;
  /** The newest `count` samples at a rate; `upTo` is the sound's clock now, seconds. */
  soundOf(
    source: Exclude<SoundSource, 'scene'>,
    want: { readonly sampleRateHz: number; readonly count: number; readonly upTo: number },
  ): SoundStretch | Lacking | null;
  /** Of a sound, 0..1. */
  levelOf(source: Exclude<SoundSource, 'scene'>, upTo: number): number;
  /** Whether a source moves by itself, also while nothing runs. */
  moves(source: PictureSource): boolean;
  /** Called when something other than time changed what a source shows. */
  onChange: () => void;
}

/** Makes `count` equal bitmaps: of the regions of a frame, or of all of it. */
export interface Cutter {
  cut(frame: SourceFrame, input: ImageInput, regions: readonly Box[], count: number): readonly ImageBitmap[];
  whole(frame: SourceFrame, count: number): readonly ImageBitmap[];
}
