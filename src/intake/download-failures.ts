/** What can go wrong between asking for a file and its last byte, as errors that say what to do. */
import { EngineError } from '../domain/errors';
import { inMegabytes } from './megabytes';

const NOT_FOUND = [404, 410];

export const refusedOnPurpose = (what: string): EngineError =>
  new EngineError(
    'network-unreachable',
    `${what} was not fetched (injected: the network is refused on purpose): end the mishap and try again.`,
  );

export const redirected = (what: string): EngineError =>
  new EngineError(
    'url-redirected',
    `${what} is somewhere else: the server redirects, and redirects are not followed. Open the address in a tab and give the one where it ends.`,
  );

export const refusedBy = (what: string, status: number): EngineError =>
  NOT_FOUND.includes(status)
    ? new EngineError(
        'url-not-found',
        `${what} does not exist (status ${status}): check the address and whether the file was uploaded.`,
      )
    : new EngineError(
        'url-refused',
        status >= 500
          ? `The server failed to give ${what} (status ${status}): try again later.`
          : `The server refuses ${what} (status ${status}): the file must be readable without signing in.`,
      );

export const notAModel = (what: string): EngineError =>
  new EngineError(
    'url-not-a-model',
    `${what} came as a web page, not as a file: give the address of the file itself ("raw" or "download"), not of a page about it.`,
  );

export const tooLarge = (what: string, maxBytes: number): EngineError =>
  new EngineError(
    'url-too-large',
    `${what} is larger than the ${inMegabytes(maxBytes)} that it may have: the download was stopped. Is it the right file?`,
  );

export const blocked = (what: string, cause: unknown): EngineError =>
  new EngineError(
    'url-blocked',
    `${what} could not be fetched: there is no such server, no network, or the server does not let other sites read the file (CORS). The browser does not say which; open the address in a tab to see, or download the files and drop them here.`,
    { cause },
  );

/** @param loadedBytes that came before */
export const brokenOff = (what: string, loadedBytes: number, cause: unknown): EngineError =>
  new EngineError(
    'network-unreachable',
    `The connection broke off after ${inMegabytes(loadedBytes)} of ${what}: try again.`,
    { cause },
  );

/** @param loadedBytes null when not even an answer came */
export const timedOut = (what: string, silenceMs: number, loadedBytes: number | null): EngineError =>
  new EngineError(
    'url-timeout',
    loadedBytes === null
      ? `There was no answer for ${what} within ${silenceMs / 1000} s: try again, or download the files and drop them here.`
      : `Nothing more came of ${what} for ${silenceMs / 1000} s after ${inMegabytes(loadedBytes)}: try again, or download the files and drop them here.`,
  );
