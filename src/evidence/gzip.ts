/** Gzip by the browser's own streams, bounded when unpacking: a small file may claim to hold more than memory has. */

/** Ended before its end, or is no gzip at all. */
export class GzipError extends Error {}
/** Holds more than it may. */
export class TooMuchError extends Error {}

const streamOf = (bytes: BlobPart | Blob): ReadableStream<Uint8Array<ArrayBuffer>> =>
  (bytes instanceof Blob ? bytes : new Blob([bytes])).stream();

export async function gzip(bytes: BlobPart | Blob): Promise<Uint8Array<ArrayBuffer>> {
  const packed = streamOf(bytes).pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** @throws GzipError | TooMuchError */
export async function gunzip(bytes: BlobPart | Blob, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = streamOf(bytes).pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const step = await reader.read().catch((cause: unknown) => {
      throw new GzipError('it is no gzip, or ends in the middle', { cause });
    });
    if (step.done) break;
    length += step.value.length;
    if (length > mostBytes) {
      await reader.cancel().catch(() => {});
      throw new TooMuchError(`it unpacks to more than ${mostBytes} bytes`);
    }
    chunks.push(step.value);
  }
  return joined(chunks, length);
}

export function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
