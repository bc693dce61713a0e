/** Opens the camera and the screen: one stream each, shown by a video element that nobody sees. It shares nothing itself. */
import { EngineError } from '../../domain/errors';
import { type DeviceKind, deviceError, deviceLost, noDevices } from './device-errors';
import type { Opener, OpenPictures, OpenRequest } from './open-source';
import { sizeOf } from './source-settings';
import { VideoPictures } from './video-pictures';

/** The browser's part of opening, or a test's. */
export interface CaptureHost {
  readonly devices: Pick<MediaDevices, 'getUserMedia' | 'getDisplayMedia'> | undefined;
  createVideo(): HTMLVideoElement;
  /** Calls `act` after so long, ms; returns the function that cancels. */
  after(delayMs: number, act: () => void): () => void;
}

/** A camera that sends no picture for so long is broken or covered by software. */
const FIRST_PICTURE_MS = 10_000;

export const openCamera =
  (host: CaptureHost): Opener =>
  async (request) => {
    const { cameraId, cameraSize } = request.settings();
    const { width, height } = sizeOf(cameraSize);
    const video: MediaTrackConstraints = {
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: 30 },
      ...(cameraId === null ? {} : { deviceId: { exact: cameraId } }),
    };
    const stream = await asked('camera', host.devices?.getUserMedia({ video, audio: false }));
    return showStream(host, 'camera', stream, request, () => request.settings().mirrored);
  };

export const openScreen =
  (host: CaptureHost): Opener =>
  async (request) => {
    const video = { frameRate: { ideal: 15 } };
    const stream = await asked('screen', host.devices?.getDisplayMedia?.({ video, audio: false }));
    return showStream(host, 'screen', stream, request, () => false);
  };

async function asked(kind: DeviceKind, question: Promise<MediaStream> | undefined): Promise<MediaStream> {
  if (question === undefined) throw noDevices(kind);
  try {
    return await question;
  } catch (thrown) {
    throw deviceError(kind, thrown);
  }
}

async function showStream(
  host: CaptureHost,
  kind: 'camera' | 'screen',
  stream: MediaStream,
  { lost }: OpenRequest,
  mirrored: () => boolean,
): Promise<OpenPictures> {
  const video = host.createVideo();
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const close = () => {
    for (const track of stream.getTracks()) track.stop(); // no `ended` follows: the light goes off
    video.srcObject = null;
  };
  const [track] = stream.getVideoTracks();
  try {
    await firstPicture(host, video, kind);
  } catch (thrown) {
    close();
    throw thrown;
  }
  const label = track?.label ?? '';
  track?.addEventListener('ended', () => lost(deviceLost(kind, label)));
  const pictures = new VideoPictures(video, mirrored);
  const rate = track?.getSettings().frameRate;
  const size = `${video.videoWidth} × ${video.videoHeight}`;
  return {
    kind: 'pictures',
    moves: true,
    words: {
      label: label === '' ? kind : label,
      detail: rate === undefined ? size : `${size}, ${Math.round(rate)} frames/s`,
      note: null,
    },
    picture: () => pictures.newest(),
    setRunning: () => {},
    close,
  };
}

function firstPicture(host: CaptureHost, video: HTMLVideoElement, kind: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = host.after(FIRST_PICTURE_MS, () =>
      reject(
        new EngineError(
          'video-empty',
          `The ${kind} is on but sends no picture. Try again, or choose another one.`,
        ),
      ),
    );
    video.addEventListener(
      'loadeddata',
      () => {
        cancel();
        resolve();
      },
      { once: true },
    );
    video.play().catch(() => {}); // a stream that cannot play sends no picture: the limit tells
  });
}
