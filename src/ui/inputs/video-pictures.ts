/**
 * The newest picture of a video element, counted: the same moment has the same version, a jump back or another size is a cut.
 * It opens and plays nothing.
 */
import type { LivePicture } from '../stage/live-inputs';

/** What it needs of an `HTMLVideoElement`, which it hands on to be drawn. */
export type PlayingVideo = Pick<
  HTMLVideoElement,
  'currentTime' | 'videoWidth' | 'videoHeight' | 'readyState'
> &
  CanvasImageSource;

/** `HTMLMediaElement.HAVE_CURRENT_DATA`. */
const HAS_PICTURE = 2;

export class VideoPictures {
  #time = -1;
  #version = 0;
  #cutIndex = 0;
  #size = '';

  constructor(
    private readonly video: PlayingVideo,
    private readonly mirrored: () => boolean,
  ) {}

  newest(): LivePicture | null {
    const { video } = this;
    const { videoWidth: width, videoHeight: height } = video;
    if (video.readyState < HAS_PICTURE || width === 0 || height === 0) return null;
    const mirrored = this.mirrored();
    const size = `${width}x${height} ${mirrored}`;
    if (video.currentTime < this.#time || (this.#size !== '' && size !== this.#size)) this.#cutIndex += 1;
    if (video.currentTime !== this.#time || size !== this.#size) this.#version += 1;
    this.#time = video.currentTime;
    this.#size = size;
    return { picture: video, width, height, mirrored, cutIndex: this.#cutIndex, version: this.#version };
  }
}
