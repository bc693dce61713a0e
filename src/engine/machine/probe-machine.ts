/**
 * Looks at what this browser offers, once, before anything runs and without loading any model library. In the engine worker: what
 * it finds holds for executors, which are workers too. It judges nothing; `findings.ts` does.
 */
import { createWallClock } from '../../base/clock';
import { type CompletionFigures, isSoftwareAdapter, type Machine } from '../../domain/backend';
import { chooseAutomatic } from '../backend-choice';
import { calibrateCompletion, latenessMs } from './calibrate-completion';
import { measureClockResolution } from './clock-resolution';
import { findingsOf } from './findings';
import { available, probeWasm, probeWebgl, probeWebgpu } from './probe-backends';

export async function probeMachine(): Promise<Machine> {
  const { capability: webgpu, adapter } = await probeWebgpu();
  const backends = [webgpu, probeWebgl(), probeWasm(), available('cpu', null)];
  const clockResolutionMs = measureClockResolution(() => performance.now());
  const completion = adapter === null ? null : await completionOf(adapter);
  const lateMs = latenessMs(completion === 'silent' ? null : completion, clockResolutionMs);
  const automatic = chooseAutomatic(backends, unsuited(completion, lateMs));
  const told = navigator.hardwareConcurrency as number | undefined; // some browsers tell none, whatever the types say
  return {
    userAgent: navigator.userAgent,
    cores: told ?? 1,
    crossOriginIsolated: self.crossOriginIsolated,
    clockResolutionMs,
    ...(completion === null || completion === 'silent' ? {} : { completion }),
    backends,
    automaticBackend: automatic.backend,
    automaticReason: automatic.reason,
    findings: findingsOf({
      backends,
      clockResolutionMs,
      completion,
      lateMs,
      timestamps: adapter?.features.has('timestamp-query') ?? null,
      cores: told ?? null,
      secure: isSecureContext,
      isolated: self.crossOriginIsolated,
      sharesMemory: typeof SharedArrayBuffer !== 'undefined',
      startsWorkers: typeof Worker !== 'undefined',
    }),
  };
}

/** Of real hardware only: a software adapter is never chosen by itself, and says nothing about a GPU. */
async function completionOf(adapter: GPUAdapter): Promise<CompletionFigures | 'silent' | null> {
  if (isSoftwareAdapter(adapter.info)) return null;
  try {
    return (await calibrateCompletion(await adapter.requestDevice(), createWallClock())) ?? 'silent';
  } catch {
    return 'silent'; // no device: whoever asks for WebGPU is told why when it starts
  }
}

function unsuited(
  completion: CompletionFigures | 'silent' | null,
  lateMs: number | null,
): Parameters<typeof chooseAutomatic>[1] {
  if (completion === 'silent') return { webgpu: 'does not tell here when its work is done' };
  if (lateMs === null) return {};
  return { webgpu: `tells here that its work is done ${Math.round(lateMs)} ms late or later` };
}
