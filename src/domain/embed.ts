/**
 * What a page and the playground in its frame say to each other by `postMessage`. Types and schema only: who may speak is
 * the door's to judge (`src/ui/embed/embed-door.ts`). Documented in docs/embedding.md.
 */
import { z } from 'zod';
import type { ErrorReport } from './errors';
import type { Scenario } from './scenario';
import type { Snapshot } from './snapshot';

/** Stands as `playground` in every message of both sides; messages without it are not for us. */
export const EMBED_PROTOCOL = 1;

/** Snapshots come from the engine 4 to 10 times a second: asked for more often, they come as they are. */
const MIN_EVERY_MS = 100;

const idSchema = z.union([z.string().min(1).max(100), z.number().finite()]);
const header = { playground: z.literal(EMBED_PROTOCOL), id: idSchema };

/** What the page around may ask for. Each request is answered once, by its `id`. */
export const embedRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...header, type: z.literal('hello') }),
  z.strictObject({ ...header, type: z.literal('run') }),
  z.strictObject({ ...header, type: z.literal('stop') }),
  z.strictObject({ ...header, type: z.literal('setScenario'), scenario: z.unknown() }),
  z.strictObject({
    ...header,
    type: z.literal('subscribe'),
    snapshots: z.literal(true).default(true),
    everyMs: z.number().min(MIN_EVERY_MS).max(60_000).default(1000),
  }),
  z.strictObject({ ...header, type: z.literal('unsubscribe') }),
]);
export type EmbedRequest = z.infer<typeof embedRequestSchema>;
export type EmbedRequestId = EmbedRequest['id'];

/** What holds of the frame for as long as it stands. */
export interface EmbedFacts {
  readonly appVersion: string;
  /** Whether the frame is cross-origin isolated: SharedArrayBuffer, WASM threads and the fine clock need it. */
  readonly crossOriginIsolated: boolean;
  /** Smallest step of the clock that was observed, ms; null before the machine was looked at. */
  readonly clockResolutionMs: number | null;
  readonly scenario: Scenario | null;
}

interface EmbedHeader {
  readonly playground: typeof EMBED_PROTOCOL;
}

/** What the frame says. Events have no `id`. */
export type EmbedMessage = EmbedHeader &
  (
    | {
        readonly type: 'reply';
        readonly id: EmbedRequestId;
        readonly ok: true;
        readonly value: EmbedFacts | null;
      }
    | {
        readonly type: 'reply';
        /** Null when the request had none that could be read. */
        readonly id: EmbedRequestId | null;
        readonly ok: false;
        readonly error: ErrorReport;
      }
    /** A scenario stands ready: requests are answered from now on. */
    | ({ readonly type: 'ready' } & EmbedFacts)
    /** The playground could not be opened, and nothing will run. */
    | { readonly type: 'failed'; readonly error: ErrorReport }
    | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  );
