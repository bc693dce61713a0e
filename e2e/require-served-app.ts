/** Playwright alone knows neither the app's address nor a browser: `npm run e2e` does. */
export default function requireServedApp(): void {
  const { PLAYGROUND_ADDRESS, PLAYGROUND_BROWSER } = process.env;
  if (PLAYGROUND_ADDRESS === undefined || PLAYGROUND_BROWSER === undefined) {
    throw new Error('Run the end-to-end tests with `npm run e2e`: it serves the app and finds a browser.');
  }
}
