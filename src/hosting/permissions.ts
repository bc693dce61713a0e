/**
 * Permissions-Policy: what a page of this app may use of the browser, everything else denied. The names are all that Chromium
 * 156 knows: it warns of one that it does not know, and denies nothing that is not named. Workers have their page's permissions.
 */

/** Each with who uses it. */
const USED = [
  'autoplay', // the melody and videos that are a source
  'camera', // a source
  'clipboard-write', // links and commands that are copied
  'cross-origin-isolated', // clocks, shared memory, WASM threads
  'display-capture', // a source
  'fullscreen', // the large code, a frame
  'local-network', // a model on a machine of this network, or on this one: the intake worker, after it asked
  'local-network-access',
  'loopback-network',
  'media-playback-while-not-visible', // videos that are a source play unseen
  'microphone', // a source
];

const DENIED = [
  'accelerometer',
  'aria-notify',
  'browsing-topics',
  'captured-surface-control',
  'ch-device-memory',
  'ch-downlink',
  'ch-dpr',
  'ch-ect',
  'ch-prefers-color-scheme',
  'ch-prefers-reduced-motion',
  'ch-prefers-reduced-transparency',
  'ch-rtt',
  'ch-save-data',
  'ch-ua',
  'ch-ua-arch',
  'ch-ua-bitness',
  'ch-ua-form-factors',
  'ch-ua-full-version',
  'ch-ua-full-version-list',
  'ch-ua-high-entropy-values',
  'ch-ua-mobile',
  'ch-ua-model',
  'ch-ua-platform',
  'ch-ua-platform-version',
  'ch-ua-wow64',
  'ch-viewport-height',
  'ch-viewport-width',
  'ch-width',
  'clipboard-read',
  'compute-pressure',
  'deferred-fetch',
  'deferred-fetch-minimal',
  'digital-credentials-create',
  'digital-credentials-get',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'interest-cohort',
  'keyboard-map',
  'language-detector',
  'language-model',
  'local-fonts',
  'magnetometer',
  'midi',
  'on-device-speech-recognition',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'private-state-token-issuance',
  'private-state-token-redemption',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'speaker-selection',
  'storage-access',
  'summarizer',
  'sync-xhr',
  'translator',
  'unload',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

const words = (names: readonly string[], whose: string) => names.map((name) => `${name}=${whose}`);

/** For the app's pages. */
export const USED_PERMISSIONS = [...words(USED, '(self)'), ...words(DENIED, '()')].join(', ');

/** For a page that needs nothing. */
export const NO_PERMISSIONS = words([...USED, ...DENIED], '()').join(', ');
