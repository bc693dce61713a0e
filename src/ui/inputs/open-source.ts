/** What an opened source offers, and what it takes to open one. It opens nothing. */
import type { EngineError } from '../../domain/errors';
import type { Lacking, SoundStretch } from '../stage/frame-feeder';
import type { LivePicture } from '../stage/live-inputs';
import type { SourceSettings } from './source-settings';

/** In words, as `SourceState` tells them. */
export interface SourceWords {
  readonly label: string;
  readonly detail: string;
  readonly note: string | null;
}

interface OpenCommon {
  readonly words: SourceWords;
  /** Files play while a run goes on and stand still otherwise; devices do not care. */
  setRunning(running: boolean): void;
  /** Lets go of device or file: its light goes off. */
  close(): void;
}

export interface OpenPictures extends OpenCommon {
  readonly kind: 'pictures';
  /** Whether it moves by itself, also while nothing runs. */
  readonly moves: boolean;
  /** Null before the first one. It stays valid until the next call. */
  picture(now: number): LivePicture | null;
}

export interface SoundWant {
  readonly sampleRateHz: number;
  readonly count: number;
  /** The run's clock, seconds: the stretch ends there. */
  readonly upTo: number;
}

export interface OpenSound extends OpenCommon {
  readonly kind: 'sound';
  stretch(want: SoundWant): SoundStretch | Lacking | null;
  /** Root mean square of the newest 50 ms or so, 0..1. */
  level(upTo: number): number;
}

export type OpenSource = OpenPictures | OpenSound;

export interface OpenRequest {
  readonly settings: () => SourceSettings;
  readonly files: readonly File[];
  /** Called once when it ends by itself: unplugged, no longer shared. */
  readonly lost: (error: EngineError) => void;
  /** Called when its words changed. */
  readonly reworded: () => void;
}

/** @throws EngineError of an input. */
export type Opener = (request: OpenRequest) => Promise<OpenSource>;
