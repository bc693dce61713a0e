/**
 * Expected failures as one class with a code: a tenant, an executor or a document is at fault, the rest runs on.
 * A bug is a plain `Error` and reaches the crash panel.
 */

/** What went wrong, for programs; the message says it for people. */
export type ErrorCode =
  | 'scenario-invalid'
  /** Written by a newer version of the playground. */
  | 'scenario-too-new'
  /** More tenants or executors than one tab can hold. */
  | 'scenario-too-large'
  | 'link-invalid'
  /** It ends in the middle of the document. */
  | 'link-cut'
  | 'link-too-long'
  | 'model-unknown'
  | 'model-missing'
  /** Its files are fetched on request only, and nobody asked for them here. */
  | 'model-not-assembled'
  /** The backend lacks something that the model needs. */
  | 'backend-unsuited'
  | 'model-hash-mismatch'
  | 'model-malformed'
  | 'model-load-failed'
  | 'network-unreachable'
  | 'backend-unavailable'
  | 'executor-start-failed'
  | 'executor-crashed'
  | 'executor-unresponsive'
  | 'device-lost'
  | 'out-of-memory'
  | 'input-missing'
  /** Something else is being done to it; it can be asked for again afterwards. */
  | 'busy'
  /** What it does on the GPU cannot be captured and replayed; it runs on without. */
  | 'not-recordable'
  | 'inference-failed'
  | 'output-invalid'
  | 'cancelled'
  /** What one model finds cannot be what another looks at. */
  | 'pipeline-unfit'
  /** The simulator stopped, or there is nothing that it could simulate. */
  | 'simulation-failed'
  /** The user's policy does not read, throws, returns nonsense or takes too long. */
  | 'policy-invalid'
  /** A file of instants that does not read as such. */
  | 'arrivals-unreadable'
  | CustomModelErrorCode
  | InputErrorCode
  | EvidenceErrorCode
  | StorageErrorCode;

/** What can be wrong with a model that somebody brought, before or while it is built. */
type CustomModelErrorCode =
  /** Nothing among the files is a model. */
  | 'model-not-found'
  | 'model-not-json'
  /** A document without topology or without a weights manifest. */
  | 'model-no-topology'
  | 'model-too-large'
  | 'model-graph-cycle'
  | 'model-operation-unknown'
  | 'model-layer-unknown'
  | 'model-input-unsupported'
  | 'model-shape-invalid'
  | 'weight-dtype-unknown'
  /** Described weights reach beyond the bytes of the shards. */
  | 'weights-beyond-shard'
  | 'weights-not-finite'
  | 'shard-missing'
  | 'shard-truncated'
  | 'shard-surplus'
  | 'shard-order'
  | 'labels-length'
  | 'labels-unreadable'
  | 'zip-malformed'
  | 'zip-path-unsafe'
  | 'zip-too-large'
  | 'zip-encrypted'
  | 'url-invalid'
  /** Nobody has allowed its origin yet. */
  | 'url-not-allowed'
  | 'url-not-found'
  | 'url-refused'
  /** It answered with something that is no model, most often a page. */
  | 'url-not-a-model'
  | 'url-too-large'
  | 'url-redirected'
  /** The browser does not tell which: no such host, no network, or no CORS permission. */
  | 'url-blocked'
  | 'url-timeout';

/** What can be wrong with a live input or a file that is played as one. */
type InputErrorCode =
  | 'input-refused'
  | 'input-absent'
  | 'input-lost'
  | 'input-in-use'
  | 'video-unsupported'
  | 'video-empty'
  | 'video-too-large'
  | 'picture-unreadable'
  | 'picture-too-large'
  | 'sound-unreadable'
  | 'sound-too-long';

/** What can be wrong with an experiment that is asked for, or with a run that comes back as a file. */
type EvidenceErrorCode =
  /** A field of the request, or a set-up that it leads to. */
  | 'experiment-invalid'
  /** JSON, but neither a run nor an experiment of this playground (a trace of another tool, say). */
  | 'evidence-foreign'
  | 'evidence-malformed'
  | 'evidence-too-new'
  | 'evidence-too-large'
  /** It has nothing of what was asked for. */
  | 'evidence-unfit'
  /** A page around this one that it does not take commands from. */
  | 'embed-refused'
  /** A message of the page around this one that is no command. */
  | 'embed-invalid';

type StorageErrorCode =
  | 'storage-blocked'
  | 'storage-full'
  /** Laid out by a newer version of the playground. */
  | 'storage-newer'
  /** It was there, and somebody cleared the browser's storage. */
  | 'storage-cleared';

/** An error as it crosses threads and as it stands in a run file. */
export interface ErrorReport {
  readonly code: ErrorCode;
  /** What happened, to which model or executor, and what to try. */
  readonly message: string;
}

/** An expected failure. `message`: what happened, to what, what to try. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  report(): ErrorReport {
    return { code: this.code, message: this.message };
  }
}

/** Any thrown value as a report: an `EngineError` keeps its code, anything else takes `fallback`. */
export function reportOf(thrown: unknown, fallback: ErrorCode): ErrorReport {
  if (thrown instanceof EngineError) return thrown.report();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: fallback, message };
}
