/** Entry of an executor worker: one backend, one realm. */
import './base/abort-any';
import { createWallClock } from './base/clock';
import { serveExecutor } from './executor/serve-executor';
import { servedEndpoint } from './protocol/hand-over';

const clock = createWallClock();

serveExecutor(
  servedEndpoint(self),
  async () => (await import('./executor/tfjs-runtime')).createTfjsRuntime(),
  () => clock.now(),
);
