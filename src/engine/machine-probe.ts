/** Looks at what this browser offers, once, without loading any model library. Runs in the engine worker. */
import {
  type Backend,
  type BackendCapability,
  describeAdapter,
  isSoftwareAdapter,
  isSoftwareRenderer,
  type Machine,
  type MachineFinding,
} from '../domain/backend';
import { chooseAutomatic } from './backend-choice';

/** A module with one SIMD instruction (i8x16.popcnt): valid exactly where WASM SIMD is. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

export async function probeMachine(): Promise<Machine> {
  const backends = [await probeWebgpu(), probeWebgl(), probeWasm(), available('cpu', null, false)];
  const automatic = chooseAutomatic(backends);
  const clockResolutionMs = measureClockResolution();
  return {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    crossOriginIsolated: self.crossOriginIsolated,
    clockResolutionMs,
    backends,
    automaticBackend: automatic.backend,
    automaticReason: automatic.reason,
    findings: findingsOf(backends, self.crossOriginIsolated, clockResolutionMs),
  };
}

const available = (backend: Backend, adapter: string | null, software: boolean): BackendCapability => ({
  backend,
  available: true,
  adapter,
  software,
  reason: null,
});

const missing = (backend: Backend, reason: string): BackendCapability => ({
  backend,
  available: false,
  adapter: null,
  software: false,
  reason,
});

async function probeWebgpu(): Promise<BackendCapability> {
  if (navigator.gpu === undefined) return missing('webgpu', 'this browser has no WebGPU in workers');
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return missing('webgpu', 'the browser found no usable GPU adapter');
    return available('webgpu', describeAdapter(adapter.info), isSoftwareAdapter(adapter.info));
  } catch (thrown) {
    return missing('webgpu', thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function probeWebgl(): BackendCapability {
  const gl = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return missing('webgl', 'workers get no WebGL 2 context in this browser');
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext(); // a browser keeps few contexts: give this one back
  return available('webgl', renderer, isSoftwareRenderer(renderer));
}

function probeWasm(): BackendCapability {
  if (typeof WebAssembly === 'undefined') return missing('wasm', 'WebAssembly is off in this browser');
  return available('wasm', WebAssembly.validate(SIMD_MODULE) ? 'SIMD' : 'no SIMD', false);
}

/** Smallest non-zero step of `performance.now()` in ms, over at most 20 000 readings. */
function measureClockResolution(): number {
  let smallest = Number.POSITIVE_INFINITY;
  let last = performance.now();
  for (let i = 0; i < 20_000; i += 1) {
    const now = performance.now();
    if (now > last) smallest = Math.min(smallest, now - last);
    last = now;
  }
  return Number.isFinite(smallest) ? Math.round(smallest * 1e6) / 1e6 : 0;
}

function findingsOf(
  backends: readonly BackendCapability[],
  isolated: boolean,
  clockResolutionMs: number,
): MachineFinding[] {
  const findings: MachineFinding[] = [];
  if (!isolated) {
    findings.push({
      severity: 'warning',
      fact: 'The page is not cross-origin isolated',
      affects: `WASM threads are off and the clock is coarse (${clockResolutionMs} ms)`,
      cause:
        'the server did not send COOP and COEP headers, or the page stands in a frame of one that is not isolated',
      fix: 'use `npm start`, or a host that can send them; of a frame, open the playground in a tab of its own',
    });
  }
  for (const { backend, available, software, adapter, reason } of backends) {
    if (software) {
      findings.push({
        severity: 'warning',
        fact: `${backend} runs on a software adapter`,
        affects: `${backend} timings say nothing about a GPU; it is never chosen automatically`,
        cause: adapter ?? 'the browser found no GPU driver that it trusts',
        fix: 'turn hardware acceleration on, or use WASM',
      });
    }
    if (!available) {
      findings.push({
        severity: 'info',
        fact: `${backend} is not available`,
        affects: `executors that ask for ${backend} fall back`,
        cause: reason ?? 'unknown',
        fix:
          backend === 'webgpu'
            ? 'use a browser with WebGPU in workers'
            : 'update the browser or its graphics driver',
      });
    }
  }
  return findings;
}
