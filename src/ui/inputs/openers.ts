/** How each live source is opened in a browser. */
import { browserMedia } from './browser-media';
import { openCamera, openScreen } from './capture-devices';
import { openMicrophone } from './microphone';
import type { Opener } from './open-source';
import { openPictureFiles } from './picture-files';
import { openSoundFile } from './sound-file';
import type { LiveSourceId } from './source-state';
import { openVideoFile } from './video-file';

export const openers: Readonly<Record<LiveSourceId, Opener>> = {
  camera: openCamera(browserMedia),
  screen: openScreen(browserMedia),
  video: openVideoFile(browserMedia),
  pictures: openPictureFiles(browserMedia),
  microphone: openMicrophone(browserMedia),
  'sound-file': openSoundFile(browserMedia),
};
