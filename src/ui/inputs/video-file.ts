/** Opens a video file: looped, without sound, playing while a run goes on. It keeps the file in this tab. */
import { EngineError } from '../../domain/errors';
import type { Opener } from './open-source';
import { VideoPictures } from './video-pictures';

/** The browser's part of opening, or a test's. */
export interface FileHost {
  createVideo(): HTMLVideoElement;
  createUrl(file: Blob): string;
  revokeUrl(url: string): void;
  after(delayMs: number, act: () => void): () => void;
}

/** 4K and a little: frames of 8K take 133 MB each, and every one would be shrunk on the page's thread. */
const MAX_SIDE = 4096;
/** A file on a disk shows its first frame within so long, or never. */
const FIRST_FRAME_MS = 10_000;
/** `MediaError.MEDIA_ERR_NETWORK`: the file went away or changed while it was read. */
const UNREADABLE = 2;

export const openVideoFile =
  (host: FileHost): Opener =>
  async ({ files, lost }) => {
    const [file] = files;
    if (file === undefined) throw new EngineError('input-absent', 'No video file is chosen. Choose one.');
    const video = host.createVideo();
    const url = host.createUrl(file);
    video.muted = true;
    video.loop = true;
    video.playsInline = true;
    video.preload = 'auto';
    const close = () => {
      video.pause();
      video.removeAttribute('src');
      video.load(); // lets go of the decoder
      host.revokeUrl(url);
    };
    try {
      await loaded(host, video, url, file);
      refuseSize(video, file.name);
    } catch (thrown) {
      close();
      throw thrown;
    }
    video.addEventListener('error', () => lost(mediaError(video, file)));
    const pictures = new VideoPictures(video, () => false);
    const seconds = Number.isFinite(video.duration) ? `, ${video.duration.toFixed(1)} s, looped` : '';
    return {
      kind: 'pictures',
      moves: false,
      words: {
        label: file.name,
        detail: `${video.videoWidth} × ${video.videoHeight}${seconds}`,
        note: files.length > 1 ? `The first of ${files.length} files is played.` : null,
      },
      picture: () => pictures.newest(),
      setRunning: (running) => {
        if (running)
          video.play().catch(() => {}); // stands still then; the next run tries again
        else video.pause();
      },
      close,
    };
  };

function loaded(host: FileHost, video: HTMLVideoElement, url: string, file: File): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = host.after(FIRST_FRAME_MS, () => reject(emptyVideo(file.name)));
    const settle = (act: () => void) => () => {
      cancel();
      act();
    };
    video.addEventListener('loadeddata', settle(resolve), { once: true });
    video.addEventListener(
      'error',
      settle(() => reject(mediaError(video, file))),
      { once: true },
    );
    video.src = url;
    video.load();
  });
}

function refuseSize({ videoWidth, videoHeight, duration }: HTMLVideoElement, name: string): void {
  if (videoWidth === 0 || videoHeight === 0 || duration === 0) throw emptyVideo(name);
  if (Math.max(videoWidth, videoHeight) <= MAX_SIDE) return;
  throw new EngineError(
    'video-too-large',
    `${name} is ${videoWidth} × ${videoHeight} pixels; at most ${MAX_SIDE} a side are played. Make it smaller first: models see a few hundred.`,
  );
}

const emptyVideo = (name: string): EngineError =>
  new EngineError('video-empty', `${name} holds no picture that could be shown. Choose another file.`);

function mediaError({ error }: HTMLVideoElement, { name, type }: File): EngineError {
  if (error?.code === UNREADABLE) {
    return new EngineError('input-lost', `${name} can no longer be read. Choose the file again.`);
  }
  const told = type === '' ? '' : ` (${type})`;
  return new EngineError(
    'video-unsupported',
    `${name}${told} cannot be played: this browser does not know the format or the codec, or the file is damaged. Convert it to MP4 with H.264, or to WebM with VP9.`,
  );
}
