/** Backends that are not there, or are there in name only. */
import type { Backend, BackendCapability, MachineFinding } from '../../domain/backend';
import type { Observed } from './findings';
import { SIMD } from './probe-backends';

const FIXES: Readonly<Record<Backend, string>> = {
  webgpu: 'use a browser with WebGPU in workers, turn it on in its settings, or update the graphics driver',
  webgl: 'turn hardware acceleration on, or update the browser or its graphics driver',
  wasm: 'allow WebAssembly in the settings of the browser, or use another one',
  cpu: 'use another browser',
};

export const backendFindings = ({
  backends,
  secure,
}: Pick<Observed, 'backends' | 'secure'>): MachineFinding[] =>
  backends.flatMap((one) => [
    ...(one.software ? [softwareFinding(one)] : []),
    ...(one.available ? [] : [missingFinding(one, secure)]),
    ...(one.backend === 'wasm' && one.available && one.adapter !== SIMD ? [NO_SIMD] : []),
  ]);

const softwareFinding = ({ backend, adapter }: BackendCapability): MachineFinding => ({
  severity: 'warning',
  fact: `${backend} runs on a software adapter`,
  affects: `${backend} timings say nothing about a GPU; it is never chosen automatically`,
  cause: adapter ?? 'the browser found no GPU driver that it trusts',
  fix: 'turn hardware acceleration on, or use WASM',
});

const missingFinding = ({ backend, reason }: BackendCapability, secure: boolean): MachineFinding => ({
  severity: backend === 'wasm' ? 'warning' : 'info',
  fact: `${backend} is not available`,
  affects: `executors that ask for ${backend} fall back`,
  cause: reason ?? 'unknown',
  fix: backend === 'webgpu' && !secure ? 'open the page by https, or on this machine' : FIXES[backend],
});

const NO_SIMD: MachineFinding = {
  severity: 'warning',
  fact: 'WASM has no SIMD here',
  affects: 'inferences on wasm take two to four times as long as with it',
  cause: 'the browser or the processor offers no vector instructions to WebAssembly',
  fix: 'update the browser, or use another one',
};
