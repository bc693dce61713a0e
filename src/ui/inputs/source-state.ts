/** What can be said about a live input: off, asked for, on, failed. It knows no device. */
import type { ErrorReport } from '../../domain/errors';
import type { TenantInput } from '../../domain/scenario';

/** The inputs that must be opened: everything but the moving scene and random tensors. */
export type LiveSourceId = Exclude<TenantInput, 'scene' | 'random'>;

export type SourceState =
  | { readonly kind: 'off' }
  /** The browser asks the person, or the file is being opened. */
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'on';
      /** Name of the device or file. */
      readonly label: string;
      /** "1280 × 720, 30 frames/s", "48 kHz, mixed to mono". */
      readonly detail: string;
      /** Something worth a sentence that is no failure: "8 kHz sound has nothing above 4 kHz". */
      readonly note: string | null;
    }
  /** Refused, unplugged, unreadable: the message says what to do. */
  | { readonly kind: 'failed'; readonly error: ErrorReport };

export type SourceStates = Readonly<Record<LiveSourceId, SourceState>>;

const OFF: SourceState = { kind: 'off' };
export const ALL_OFF: SourceStates = {
  camera: OFF,
  screen: OFF,
  video: OFF,
  pictures: OFF,
  microphone: OFF,
  'sound-file': OFF,
};
