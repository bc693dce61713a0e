/** The browser's devices, decoders and sound graph as the sources want them. It decides nothing. */
import type { CaptureHost } from './capture-devices';
import type { MicrophoneHost, Tap } from './microphone';
import tapUrl from './microphone.worklet.ts?worker&url';
import type { PictureHost } from './picture-files';
import type { SoundFileHost } from './sound-file';
import type { FileHost } from './video-file';

export type MediaHost = CaptureHost & FileHost & PictureHost & MicrophoneHost & SoundFileHost;

/** 0.7 s at 48 kHz: more than passes between two frames of the slowest view. */
const ANALYSED = 32_768;

export const browserMedia: MediaHost = {
  // Undefined on a page that came over plain http, whatever the DOM's types say.
  devices: navigator.mediaDevices as MediaDevices | undefined,
  createVideo: () => document.createElement('video'),
  createUrl: (file) => URL.createObjectURL(file),
  revokeUrl: (url) => URL.revokeObjectURL(url),
  after(delayMs, act) {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
  async decodePicture(file, maxSide) {
    const whole = await createImageBitmap(file);
    const scale = maxSide / Math.max(whole.width, whole.height);
    if (scale >= 1) return whole;
    const [resizeWidth, resizeHeight] = [whole.width, whole.height].map((side) =>
      Math.max(1, Math.round(side * scale)),
    ) as [number, number]; // one for each
    const options = { resizeWidth, resizeHeight, resizeQuality: 'high' } as const;
    const shrunk = await createImageBitmap(whole, options).catch(() => null);
    // A browser that does not know the options refuses them, or gives the whole picture.
    const fitting = shrunk?.width === resizeWidth ? shrunk : drawnSmaller(whole, resizeWidth, resizeHeight);
    whole.close();
    return fitting;
  },
  async decodeSound(bytes, sampleRateHz) {
    const buffer = await new OfflineAudioContext(1, 1, sampleRateHz).decodeAudioData(bytes);
    return Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel));
  },
  tap: async (stream, onBlock) => {
    const context = new AudioContext();
    try {
      await context.resume();
      return await workletTap(context, stream, onBlock).catch(() => analyserTap(context, stream, onBlock));
    } catch (thrown) {
      await context.close();
      throw thrown;
    }
  },
  durationOf: (file) =>
    new Promise((resolve, reject) => {
      const audio = new Audio();
      const url = URL.createObjectURL(file);
      const settle = (act: () => void) => {
        URL.revokeObjectURL(url);
        audio.removeAttribute('src');
        act();
      };
      audio.preload = 'metadata';
      audio.onloadedmetadata = () => {
        const { duration } = audio;
        settle(() => resolve(duration));
      };
      audio.onerror = () => {
        const why = audio.error?.message ?? 'it cannot be read';
        settle(() => reject(new Error(why)));
      };
      audio.src = url;
    }),
};

function drawnSmaller(picture: ImageBitmap, width: number, height: number): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser has no 2d canvas outside the page');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return canvas.transferToImageBitmap();
}

async function workletTap(
  context: AudioContext,
  stream: MediaStream,
  onBlock: (block: Float32Array) => void,
): Promise<Tap> {
  await context.audioWorklet.addModule(tapUrl);
  const source = context.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(context, 'microphone-tap', { numberOfOutputs: 0 });
  node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => onBlock(data);
  source.connect(node);
  return {
    sampleRateHz: context.sampleRate,
    poll: () => {},
    close: () => {
      node.port.onmessage = null;
      void context.close();
    },
  };
}

/** Where there are no sound worklets: the newest samples are asked for, and what overlaps is left out by the clock. */
function analyserTap(
  context: AudioContext,
  stream: MediaStream,
  onBlock: (block: Float32Array) => void,
): Tap {
  const analyser = new AnalyserNode(context, { fftSize: ANALYSED });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(ANALYSED);
  let taken = context.currentTime;
  return {
    sampleRateHz: context.sampleRate,
    poll: () => {
      const count = Math.min(ANALYSED, Math.round((context.currentTime - taken) * context.sampleRate));
      if (count === 0) return;
      taken = context.currentTime;
      analyser.getFloatTimeDomainData(samples);
      onBlock(samples.slice(ANALYSED - count));
    },
    close: () => void context.close(),
  };
}
