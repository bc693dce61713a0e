/**
 * Expected failures as one class with a code: a tenant, an executor or a document is at fault, the rest runs on.
 * A bug is a plain `Error` and reaches the crash panel.
 */

/** What went wrong, for programs; the message says it for people. */
export type ErrorCode =
  | 'scenario-invalid'
  | 'link-invalid'
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
  | 'inference-failed'
  | 'output-invalid'
  | 'cancelled';

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
