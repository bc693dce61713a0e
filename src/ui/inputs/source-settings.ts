/** What can be chosen about the live sources, and what there is to choose from. Not part of a scenario: it is this machine's. */

export const CAMERA_SIZES = ['640x480', '1280x720', '1920x1080'] as const;
export type CameraSize = (typeof CAMERA_SIZES)[number];

export interface Device {
  readonly id: string;
  /** As the browser names it; numbered until it may tell. */
  readonly label: string;
}

export interface SourceSettings {
  readonly cameras: readonly Device[];
  readonly microphones: readonly Device[];
  /** Null: the browser's choice. */
  readonly cameraId: string | null;
  readonly cameraSize: CameraSize;
  /** Left and right turned, for people who see themselves; models then see the same. */
  readonly mirrored: boolean;
  readonly microphoneId: string | null;
}

export const DEFAULT_SETTINGS: SourceSettings = {
  cameras: [],
  microphones: [],
  cameraId: null,
  cameraSize: '1280x720',
  mirrored: true,
  microphoneId: null,
};

export function sizeOf(size: CameraSize): { readonly width: number; readonly height: number } {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
}
