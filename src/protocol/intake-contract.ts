/**
 * What the intake worker answers and emits: models from outside become descriptions and checked bytes. It alone may
 * fetch from other origins; the page tells it from where.
 */
import type { CustomModel } from '../domain/custom-model';

/** A file that was dropped or picked. */
export interface GivenFile {
  /** With its folders, as far as the browser tells, `/` between them. */
  readonly path: string;
  readonly blob: Blob;
}

/** A model that can be offered to the engine. */
export interface TakenModel {
  readonly model: CustomModel;
  /** In the order of the model's `files`; all of them together hash to its id. */
  readonly blobs: readonly Blob[];
}

/** A model in this browser's storage, of this app or of another TensorFlow.js page of the origin. */
export interface KeptModel {
  readonly key: string;
  /** Weights and description. */
  readonly bytes: number;
  /** Ms since the epoch. */
  readonly savedAt: number | null;
}

export type IntakeContract = {
  /**
   * Reads every model among the files, zip archives opened; files that belong to none are told in the notes.
   * @throws EngineError of the first model when none can be read.
   */
  fromFiles(argument: { readonly files: readonly GivenFile[] }): readonly TakenModel[];
  /**
   * @param url of a `model.json`, of the folder that holds it, or of a zip archive.
   * @param allowed origins that the person allowed; nothing is asked of any other but the page's own.
   * @throws EngineError `url-not-allowed` before a connection is made | `url-…` | what the model is refused for.
   */
  fromUrl(argument: { readonly url: string; readonly allowed: readonly string[] }): TakenModel;
  fromBrowser(argument: { readonly key: string }): TakenModel;
  /** Newest first. Empty where nothing is kept; @throws EngineError `storage-blocked`. */
  kept(argument: null): readonly KeptModel[];
  /** Keeps a model under a key, in TensorFlow.js's own form. @throws EngineError `storage-full` | `storage-blocked`. */
  keep(argument: { readonly taken: TakenModel; readonly key: string }): KeptModel;
  forget(argument: { readonly key: string }): void;
  /**
   * Reads names of classes: a line each, or a JSON list.
   * @param expected how many the model tells apart, null when its signature does not say.
   * @throws EngineError `labels-unreadable` | `labels-length`.
   */
  labels(argument: { readonly file: Blob; readonly expected: number | null }): readonly string[];
  /** Gives up what is under way; it rejects with `cancelled`. */
  cancel(argument: null): void;
  /** Injected refusals, at this worker's edge. */
  refuse(argument: { readonly network: boolean; readonly storage: boolean }): void;
};

export type IntakeEvents = {
  progress: {
    readonly phase: 'download' | 'unpack' | 'check';
    /** What is being read, for people: a file name or an origin. */
    readonly what: string;
    readonly loadedBytes: number;
    /** Null while it is not known. */
    readonly totalBytes: number | null;
  };
};
