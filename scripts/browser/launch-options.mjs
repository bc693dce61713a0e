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

/**
 * @param {string} executablePath
 * @param {{ headed?: boolean, extra?: readonly string[] }} options
 * @returns {import('@playwright/test').LaunchOptions}
 */
export function launchOptions(executablePath, { headed = false, extra = [] } = {}) {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses its sandbox to root
  return { executablePath, headless: !headed, args: [...QUIET, ...sandbox, ...extra] };
}
