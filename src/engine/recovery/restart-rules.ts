/**
 * Which failures may pass by themselves: how often an error code is tried again, and why. It knows no tenants and no
 * time.
 */
import type { ErrorCode } from '../../domain/errors';
import { MAX_RESTARTS } from '../../domain/recovery';

export interface RestartRule {
  /** Starts by itself before giving up; 0: never. */
  readonly attempts: number;
  readonly why: string;
}

const again = (why: string): RestartRule => ({ attempts: MAX_RESTARTS, why });
const once = (why: string): RestartRule => ({ attempts: 1, why });
const never = (why: string): RestartRule => ({ attempts: 0, why });

const SAME_FILES = never('the same files are wrong in the same way every time');
const SAME_ADDRESS = never('somebody has to look at the address first');
const SAME_DOCUMENT = never('the document has to be changed first');
const SAME_BACKEND = never('the backend does not learn it; another one may be able to');
const A_PERSON_FIRST = never('a person has to give or allow something first');
const ASKED_FOR = never('somebody asked for it');

/** Every code, so that a new one cannot be forgotten. */
const RULES: Readonly<Record<ErrorCode, RestartRule>> = {
  'executor-crashed': again('a new worker has none of the old one’s state'),
  'executor-unresponsive': again('a new worker does not hang with the old one'),
  'executor-start-failed': again('its script or its device may be to be had a moment later'),
  'device-lost': again('the driver gives a new device once it has recovered'),
  'inference-failed': again('most often the device or an input of that moment; a fresh load has neither'),
  'output-invalid': again('a fresh load has its weights whole again'),
  'network-unreachable': again('networks come back'),
  'model-load-failed': again('unexplained, so it may have been the moment'),
  'out-of-memory': once('neighbours may have left; where they have not, more tries only cost them'),
  'scenario-invalid': SAME_DOCUMENT,
  'scenario-too-new': SAME_DOCUMENT,
  'scenario-too-large': SAME_DOCUMENT,
  'link-invalid': SAME_DOCUMENT,
  'link-cut': SAME_DOCUMENT,
  'link-too-long': SAME_DOCUMENT,
  'model-unknown': A_PERSON_FIRST,
  'model-missing': never('the server does not have the file'),
  'model-not-assembled': A_PERSON_FIRST,
  'backend-unsuited': SAME_BACKEND,
  'backend-unavailable': SAME_BACKEND,
  'model-hash-mismatch': SAME_FILES,
  'model-malformed': SAME_FILES,
  'input-missing': A_PERSON_FIRST,
  'not-recordable': never('no tenant fails by it: it runs on eager'),
  'pipeline-unfit': SAME_DOCUMENT,
  'policy-invalid': SAME_DOCUMENT,
  'simulation-failed': never('no tenant fails by it'),
  'arrivals-unreadable': SAME_DOCUMENT,
  'experiment-invalid': SAME_DOCUMENT,
  'evidence-foreign': SAME_FILES,
  'evidence-malformed': SAME_FILES,
  'evidence-too-new': SAME_FILES,
  'evidence-too-large': SAME_FILES,
  'evidence-unfit': SAME_FILES,
  'embed-refused': A_PERSON_FIRST,
  'embed-invalid': A_PERSON_FIRST,
  busy: ASKED_FOR,
  cancelled: ASKED_FOR,
  'model-not-found': SAME_FILES,
  'model-not-json': SAME_FILES,
  'model-no-topology': SAME_FILES,
  'model-too-large': SAME_FILES,
  'model-graph-cycle': SAME_FILES,
  'model-operation-unknown': SAME_FILES,
  'model-layer-unknown': SAME_FILES,
  'model-input-unsupported': SAME_FILES,
  'model-shape-invalid': SAME_FILES,
  'weight-dtype-unknown': SAME_FILES,
  'weights-beyond-shard': SAME_FILES,
  'weights-not-finite': SAME_FILES,
  'shard-missing': SAME_FILES,
  'shard-truncated': SAME_FILES,
  'shard-surplus': SAME_FILES,
  'shard-order': SAME_FILES,
  'labels-length': SAME_FILES,
  'labels-unreadable': SAME_FILES,
  'zip-malformed': SAME_FILES,
  'zip-path-unsafe': SAME_FILES,
  'zip-too-large': SAME_FILES,
  'zip-encrypted': SAME_FILES,
  'url-invalid': SAME_ADDRESS,
  'url-not-allowed': SAME_ADDRESS,
  'url-not-found': SAME_ADDRESS,
  'url-refused': SAME_ADDRESS,
  'url-not-a-model': SAME_ADDRESS,
  'url-too-large': SAME_ADDRESS,
  'url-redirected': SAME_ADDRESS,
  'url-blocked': SAME_ADDRESS,
  'url-timeout': SAME_ADDRESS,
  'input-refused': A_PERSON_FIRST,
  'input-absent': A_PERSON_FIRST,
  'input-lost': A_PERSON_FIRST,
  'input-in-use': A_PERSON_FIRST,
  'video-unsupported': A_PERSON_FIRST,
  'video-empty': A_PERSON_FIRST,
  'video-too-large': A_PERSON_FIRST,
  'picture-unreadable': A_PERSON_FIRST,
  'picture-too-large': A_PERSON_FIRST,
  'sound-unreadable': A_PERSON_FIRST,
  'sound-too-long': A_PERSON_FIRST,
  'storage-blocked': A_PERSON_FIRST,
  'storage-newer': A_PERSON_FIRST,
  'storage-full': A_PERSON_FIRST,
  'storage-cleared': A_PERSON_FIRST,
};

export const restartRule = (code: ErrorCode): RestartRule => RULES[code];

/** A device that is lost so often in a row is not what the tenants need: another backend is offered, starts go on. */
export const LOSSES_BEFORE_OFFER = 3;

const FIRST_WAIT_MS = 1000;

/** 1, 2, 4, 8, 16 s: without jitter, since one page has nobody to collide with and a run should be repeatable. */
export const waitMs = (attempt: number): number => FIRST_WAIT_MS * 2 ** (attempt - 1);

/** A run of this length since the last failure makes the next failure the first one again, ms. */
export const RAN_WELL_MS = 30_000;
