/** How the scripts start Chromium: the flags that every use needs, and those that offer GPU backends without a GPU. */
/** Quiet: no updates, no synchronisation, no throttling of what is measured. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
];

/** Lets WebGL and WebGPU run on the CPU where there is no GPU; the app badges them as software adapters. */
export const SOFTWARE_GPU = [
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** Offers the GPU of this machine to WebGPU also without a window; on Linux Chromium reaches it by Vulkan only when told to. */
export const REAL_GPU = [
  '--enable-unsafe-webgpu',
  '--ignore-gpu-blocklist',
  ...(process.platform === 'linux'
    ? ['--enable-features=Vulkan', '--use-angle=vulkan', '--disable-vulkan-surface']
    : []),
];

/**
 * Cameras and microphones that are none: the camera plays a file, the microphone beeps. A page gets them when they are
 * granted to it, and is refused otherwise.
 * @param {string} cameraFile an uncompressed video (YUV4MPEG2)
 */
export const fakeDevices = (cameraFile) => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${cameraFile}`,
];

/** Every question for a device is answered with yes, also for a screen, which is one of 1280 × 720 that is none. */
export const ASK_NOBODY = ['--use-fake-ui-for-media-stream'];

/**
 * @param {string} executablePath
 * @param {{ headed?: boolean, extra?: readonly string[] }} options
 * @returns {import('@playwright/test').LaunchOptions}
 */
export function launchOptions(executablePath, { headed = false, extra = [] } = {}) {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses its sandbox to root
  return { executablePath, headless: !headed, args: [...QUIET, ...sandbox, ...extra] };
}
