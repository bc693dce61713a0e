/**
 * What was observed of this browser, as findings for people: what differs, what that affects, why, and what to do. A table of
 * judgements, each by what is there and never by a browser's name. It looks at nothing itself.
 */
import type { BackendCapability, CompletionFigures, MachineFinding } from '../../domain/backend';
import { backendFindings } from './backend-findings';
import { clockFindings } from './clock-findings';
import { gpuFindings } from './gpu-findings';

export interface Observed {
  readonly backends: readonly BackendCapability[];
  readonly clockResolutionMs: number;
  /** `silent`: it was asked and did not answer. Null: nobody to ask. */
  readonly completion: CompletionFigures | 'silent' | null;
  /** As `latenessMs`. */
  readonly lateMs: number | null;
  /** Whether the WebGPU adapter tells GPU times; null without one. */
  readonly timestamps: boolean | null;
  /** As told; null where it is not. */
  readonly cores: number | null;
  readonly secure: boolean;
  readonly isolated: boolean;
  readonly sharesMemory: boolean;
  /** Whether a worker can start workers. */
  readonly startsWorkers: boolean;
}

/** In the order in which they were looked at; who shows them orders them by severity. */
export const findingsOf = (observed: Observed): MachineFinding[] => [
  ...placeFindings(observed),
  ...threadFindings(observed),
  ...clockFindings(observed),
  ...gpuFindings(observed),
  ...backendFindings(observed),
];

/** How the page came here. */
function placeFindings({ secure, isolated, clockResolutionMs }: Observed): MachineFinding[] {
  const findings: MachineFinding[] = [];
  if (!secure)
    findings.push({
      severity: 'problem',
      fact: 'The page did not come over a secure connection',
      affects: 'no WebGPU, camera, microphone, shared memory, clipboard or offline use',
      cause: 'browsers keep these for pages from https: or from this machine (localhost)',
      fix: 'open it by https, or run `npm start` on this machine and open http://localhost',
    });
  if (!isolated)
    findings.push({
      severity: 'warning',
      fact: 'The page is not cross-origin isolated',
      affects: `WASM threads are off and the clock is coarse (${clockResolutionMs} ms)`,
      cause:
        'the server did not send COOP and COEP headers, or the page stands in a frame of one that is not isolated',
      fix: 'use `npm start`, or a host that can send them; of a frame, open the playground in a tab of its own',
    });
  return findings;
}

function threadFindings({ isolated, sharesMemory, startsWorkers, cores }: Observed): MachineFinding[] {
  const findings: MachineFinding[] = [];
  if (isolated && !(sharesMemory && startsWorkers))
    findings.push({
      severity: 'warning',
      fact: 'WASM threads are off although the page is isolated',
      affects: sharesMemory
        ? 'a WASM executor runs on one thread, whatever its settings ask for'
        : 'a WASM executor runs on one thread, whatever its settings ask for, and between two segments it looks for messages by a turn of its event loop (about 0.1 ms)',
      cause: sharesMemory
        ? 'workers cannot start workers in this browser, and threads are such'
        : 'this browser has no SharedArrayBuffer',
      fix: 'use one thread per executor and several executors, or a browser that has both',
    });
  if (cores === null)
    findings.push({
      severity: 'info',
      fact: 'The browser does not tell how many cores there are',
      affects:
        'one core is assumed where figures speak of cores: how busy the machine is, the advice on placements',
      cause: 'it has no navigator.hardwareConcurrency, or hides it against tracking',
      fix: 'count them yourself, and give the executors at most so many threads in all',
    });
  return findings;
}
