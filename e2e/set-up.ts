/** Before all tests: Playwright alone knows neither the app's address nor a browser, and the camera needs its film. */
import { writeFakeCamera } from './fixtures/fake-camera.ts';

export default function setUp(): void {
  const { PLAYGROUND_ADDRESS, PLAYGROUND_BROWSER } = process.env;
  if (PLAYGROUND_ADDRESS === undefined || PLAYGROUND_BROWSER === undefined) {
    throw new Error('Run the end-to-end tests with `npm run e2e`: it serves the app and finds a browser.');
  }
  writeFakeCamera();
}
