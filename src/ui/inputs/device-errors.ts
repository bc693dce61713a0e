/** What a browser says when a device cannot be had, as errors that say what to do. */
import { EngineError } from '../../domain/errors';

export type DeviceKind = 'camera' | 'microphone' | 'screen';

const ALLOW: Readonly<Record<DeviceKind, string>> = {
  camera:
    'The camera was refused. Allow it with the camera sign in the address bar, and in the system’s privacy settings, then try again.',
  microphone:
    'The microphone was refused. Allow it with the microphone sign in the address bar, and in the system’s privacy settings, then try again.',
  screen:
    'The screen was not shared: the browser’s question was answered with no, or the system forbids it. Try again, and choose a screen, a window or a tab.',
};

/** @param thrown by `getUserMedia` or `getDisplayMedia`. */
export function deviceError(kind: DeviceKind, thrown: unknown): EngineError {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  const cause = { cause: thrown };
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
    case 'InvalidStateError':
      return new EngineError('input-refused', ALLOW[kind], cause);
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return new EngineError('input-absent', `No ${kind} was found. Connect one, then try again.`, cause);
    case 'OverconstrainedError':
      return new EngineError(
        'input-absent',
        `The ${kind} that was chosen is not connected. Connect it, or choose another one.`,
        cause,
      );
    case 'NotReadableError':
    case 'AbortError':
      return new EngineError(
        'input-in-use',
        `The ${kind} could not be started: another program may be using it. Close that program, then try again.`,
        cause,
      );
    default: {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      return new EngineError('input-absent', `The ${kind} could not be opened: ${why}. Try again.`, cause);
    }
  }
}

/** Browsers offer devices to pages from `https:` or this machine only. */
export const noDevices = (kind: DeviceKind): EngineError =>
  new EngineError(
    'input-absent',
    `This browser gives the page no ${kind}: it may not know how, or the page did not come over https. Choose another input.`,
  );

export const deviceLost = (kind: DeviceKind, label: string): EngineError =>
  kind === 'screen'
    ? new EngineError(
        'input-lost',
        'The screen is no longer shared. Share it again, or choose another input.',
      )
    : new EngineError(
        'input-lost',
        `The ${kind} ${label === '' ? '' : `“${label}” `}is gone: unplugged, or taken away by the system. It goes on when it is back; or try again.`,
      );
