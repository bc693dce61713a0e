/** What a request is told that was in service when its executor's device went. Knows no backend. */
import { EngineError } from '../domain/errors';

export const deviceLost = (reason: string): EngineError =>
  new EngineError('device-lost', `The executor lost its device: ${reason}. Retry starts it anew.`);
