/**
 * Downloads a tarball with progress and resumes where an earlier try broke off. Must not know npm or what is inside:
 * whoever asked checks the integrity.
 */
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const PROGRESS_MS = 2000;
const TRIES = 3;

/**
 * @param {string} url
 * @param {string} partial file that holds what came so far; complete when this resolves
 * @param {number} totalBytes size to expect
 * @param {(line: string) => void} log
 * @param {typeof fetch} fetcher
 * @returns {Promise<void>}
 * @throws {Error} after the last try
 */
export async function download(url, partial, totalBytes, log, fetcher = fetch) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await resume(url, partial, totalBytes, log, fetcher);
      return;
    } catch (thrown) {
      if (attempt === TRIES) throw thrown;
      log(`  interrupted (${thrown instanceof Error ? thrown.message : String(thrown)}): goes on`);
    }
  }
}

/**
 * @param {string} url
 * @param {string} partial
 * @param {number} totalBytes
 * @param {(line: string) => void} log
 * @param {typeof fetch} fetcher
 */
async function resume(url, partial, totalBytes, log, fetcher) {
  let have = await sizeOf(partial);
  if (have > totalBytes) {
    await rm(partial, { force: true });
    have = 0;
  }
  if (have === totalBytes) return;
  const response = await fetcher(url, have === 0 ? {} : { headers: { Range: `bytes=${have}-` } });
  if (!response.ok || response.body === null) throw new Error(`the registry answered ${response.status}`);
  const resumed = response.status === 206;
  if (have > 0) log(resumed ? `  resumes at ${(have / 1e6).toFixed(1)} MB` : '  starts anew');
  const counter = progress(resumed ? have : 0, totalBytes, log);
  await pipeline(
    Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (response.body)),
    counter,
    createWriteStream(partial, { flags: resumed ? 'a' : 'w' }),
  );
  if ((await sizeOf(partial)) < totalBytes) throw new Error('the connection closed early');
}

/**
 * @param {number} from
 * @param {number} totalBytes
 * @param {(line: string) => void} log
 */
function progress(from, totalBytes, log) {
  let received = from;
  let loggedAt = Date.now();
  return new Transform({
    transform(chunk, _encoding, done) {
      received += chunk.length;
      if (Date.now() - loggedAt >= PROGRESS_MS) {
        loggedAt = Date.now();
        const share = Math.min(100, Math.round((received / totalBytes) * 100));
        log(`  ${(received / 1e6).toFixed(1)} of ${(totalBytes / 1e6).toFixed(1)} MB, ${share} %`);
      }
      done(received > totalBytes ? new Error('more bytes than the catalog says') : null, chunk);
    },
  });
}

/** @param {string} path */
const sizeOf = (path) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
