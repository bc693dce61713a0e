/**
 * One file from anywhere: without credentials or referrer, redirects not followed, its bytes counted as they come,
 * given up when nothing comes. Must not know what is in it.
 */
import type { Clock } from '../base/clock';
import { EngineError } from '../domain/errors';
import {
  blocked,
  brokenOff,
  notAModel,
  redirected,
  refusedBy,
  refusedOnPurpose,
  timedOut,
  tooLarge,
} from './download-failures';

/** Ms to the headers, and then from chunk to chunk. */
export const MAX_SILENCE_MS = 30_000;

export interface Network {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Refused on purpose, as long as it says so. */
  readonly isRefused: () => boolean;
}

export interface DownloadOptions {
  readonly network: Network;
  readonly signal: AbortSignal;
  /** For people. */
  readonly what: string;
  readonly maxBytes: number;
  readonly onBytes: (bytes: number) => void;
}

/** @throws EngineError `url-…` | `network-unreachable`, or the reason of `signal`. */
export async function download(url: URL, options: DownloadOptions): Promise<Blob> {
  const { network, what, maxBytes } = options;
  if (network.isRefused()) throw refusedOnPurpose(what);
  const giveUp = new AbortController();
  const signal = AbortSignal.any([options.signal, giveUp.signal]);
  let loadedBytes: number | null = null;
  const silence = watchSilence(network.clock, () =>
    giveUp.abort(timedOut(what, MAX_SILENCE_MS, loadedBytes)),
  );
  const onBytes = (bytes: number) => {
    silence.broken();
    loadedBytes = (loadedBytes ?? 0) + bytes;
    if (network.isRefused()) throw refusedOnPurpose(what);
    if (loadedBytes > maxBytes) throw tooLarge(what, maxBytes);
    options.onBytes(bytes);
  };
  try {
    const response = await ask(network.fetch, url, signal);
    onBytes(0);
    assertFile(what, response, maxBytes);
    return await collect(response, onBytes);
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof EngineError) throw thrown;
    throw loadedBytes === null ? blocked(what, thrown) : brokenOff(what, loadedBytes, thrown);
  } finally {
    silence.end();
    giveUp.abort(); // what is left of the body is not wanted
  }
}

const ask = (fetch_: typeof fetch, url: URL, signal: AbortSignal): Promise<Response> =>
  fetch_(url, { credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'manual', signal });

function assertFile(what: string, { type, status, headers }: Response, maxBytes: number): void {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) throw redirected(what);
  if (status >= 400) throw refusedBy(what, status);
  if (/^\s*(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '')) throw notAModel(what);
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(what, maxBytes);
}

async function collect({ body }: Response, onBytes: (bytes: number) => void): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || value === undefined) return new Blob(chunks);
    onBytes(value.byteLength);
    chunks.push(value);
  }
}

/** Calls `onSilence` once when nothing is heard for so long. */
function watchSilence(clock: Clock, onSilence: () => void): { broken(): void; end(): void } {
  const wait = () => clock.schedule(clock.now() + MAX_SILENCE_MS, onSilence);
  let end = wait();
  return {
    broken() {
      end();
      end = wait();
    },
    end: () => end(),
  };
}
