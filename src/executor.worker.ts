/** Entry of an executor worker: one backend, one realm. */
import { createWallClock } from './base/clock';
import { serveExecutor } from './executor/serve-executor';

const clock = createWallClock();

serveExecutor(
  self,
  async () => (await import('./executor/tfjs-runtime')).createTfjsRuntime(),
  () => clock.now(),
);
