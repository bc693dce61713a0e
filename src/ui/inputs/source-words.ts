/** What the sources are called, and what is said of each in its states. */
import type { PictureSource, TenantInput } from '../../domain/scenario';
import type { LiveSourceId, SourceState } from './source-state';

export const SOURCE_NAMES: Readonly<Record<TenantInput, string>> = {
  scene: 'Scene',
  camera: 'Camera',
  screen: 'Screen',
  video: 'Video',
  pictures: 'Pictures',
  microphone: 'Microphone',
  'sound-file': 'Sound file',
  random: 'Random',
};

/** Sources that are files: they must be chosen before they can be opened. */
const FILE_SOURCES = ['video', 'pictures', 'sound-file'] as const;
export type FileSource = (typeof FILE_SOURCES)[number];
export const isFileSource = (id: TenantInput): id is FileSource => FILE_SOURCES.some((one) => one === id);
export const isLive = (input: TenantInput | PictureSource): input is LiveSourceId =>
  input !== 'scene' && input !== 'random';

/** What `<input type="file">` offers. */
export const ACCEPTED: Readonly<Record<FileSource, string>> = {
  video: 'video/*',
  pictures: 'image/*',
  'sound-file': 'audio/*',
};

const OFF: Readonly<Record<LiveSourceId, string>> = {
  camera: 'The camera is off. Turn it on at the stage’s source, or choose another input.',
  screen: 'The screen is not shared. Share it at the stage’s source, or choose another input.',
  video: 'No video file is chosen. Choose one at the stage’s source, or another input.',
  pictures: 'No pictures are chosen. Choose some at the stage’s source, or another input.',
  microphone: 'The microphone is off. Turn it on at the stage’s sound, or choose another input.',
  'sound-file': 'No sound file is chosen. Choose one at the stage’s sound, or another input.',
};

const ASKING: Readonly<Record<LiveSourceId, string>> = {
  camera: 'The camera is asked for: answer the browser’s question.',
  screen: 'The screen is asked for: choose in the browser’s window what to share.',
  video: 'The video is opened …',
  pictures: 'The pictures are opened …',
  microphone: 'The microphone is asked for: answer the browser’s question.',
  'sound-file': 'The sound file is opened …',
};

/** Why a source gives nothing, as a sentence; null while it is on. */
export function lackingWords(id: LiveSourceId, state: SourceState): string | null {
  if (state.kind === 'off') return OFF[id];
  if (state.kind === 'asking') return ASKING[id];
  return state.kind === 'failed' ? state.error.message : null;
}

/** A word or two beside the source's name; null for what needs none. */
export function stateWord(state: SourceState): string | null {
  const words = { off: null, asking: 'asked for', on: 'on', failed: 'failed' } as const;
  return words[state.kind];
}
