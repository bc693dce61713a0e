/** A message as a request, or what is wrong with it. Who sent it is not its question. */
import {
  EMBED_PROTOCOL,
  type EmbedRequest,
  type EmbedRequestId,
  embedRequestSchema,
} from '../../domain/embed';
import type { ErrorReport } from '../../domain/errors';

/** Extensions and other scripts post messages too: only those that name our protocol are ours to answer or refuse. */
export function speaksToUs(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'playground' in data;
}

type Unread = { readonly id: EmbedRequestId | null; readonly error: ErrorReport };

export function readRequest(data: unknown): { readonly request: EmbedRequest } | Unread {
  const version = versionOf(data);
  if (version > EMBED_PROTOCOL) {
    const newer = `The message is of version ${version} of the protocol, and this frame speaks ${EMBED_PROTOCOL}. Reload the page to get the newest frame, or speak version ${EMBED_PROTOCOL}.`;
    return { id: idOf(data), error: { code: 'embed-invalid', message: newer } };
  }
  const parsed = embedRequestSchema.safeParse(data);
  if (parsed.success) return { request: parsed.data };
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') || 'message';
  const message = `The message is not valid. ${where}: ${issue?.message ?? 'unknown'}. docs/embedding.md lists the requests.`;
  return { id: idOf(data), error: { code: 'embed-invalid', message } };
}

/** 0 where it says none that can be compared. */
function versionOf(data: unknown): number {
  if (typeof data !== 'object' || data === null || !('playground' in data)) return 0;
  return typeof data.playground === 'number' ? data.playground : 0;
}

/** The id that an invalid request had all the same, so that whoever waits for its answer gets it. */
function idOf(data: unknown): EmbedRequestId | null {
  if (typeof data !== 'object' || data === null || !('id' in data)) return null;
  return typeof data.id === 'string' || typeof data.id === 'number' ? data.id : null;
}
