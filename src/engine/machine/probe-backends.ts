/** Which backends this realm offers, without loading any model library: by asking for each, never by a browser's name. */
import {
  type Backend,
  type BackendCapability,
  describeAdapter,
  isSoftwareAdapter,
  isSoftwareRenderer,
} from '../../domain/backend';

/** A module with one SIMD instruction (i8x16.popcnt): valid exactly where WASM SIMD is. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

export const SIMD = 'SIMD';

export const available = (backend: Backend, adapter: string | null, software = false): BackendCapability => ({
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

export interface ProbedWebgpu {
  readonly capability: BackendCapability;
  readonly adapter: GPUAdapter | null;
}

export async function probeWebgpu(): Promise<ProbedWebgpu> {
  const none = (reason: string) => ({ capability: missing('webgpu', reason), adapter: null });
  if (navigator.gpu === undefined)
    return none(
      isSecureContext
        ? 'this browser offers no WebGPU in workers: it has none, or it is switched off'
        : 'browsers offer WebGPU to pages from https: or this machine only',
    );
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return none('the browser found no usable GPU adapter');
    const capability = available('webgpu', describeAdapter(adapter.info), isSoftwareAdapter(adapter.info));
    return { capability, adapter };
  } catch (thrown) {
    return none(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

export function probeWebgl(): BackendCapability {
  if (typeof OffscreenCanvas === 'undefined')
    return missing('webgl', 'this browser has no OffscreenCanvas, which WebGL in a worker needs');
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return missing('webgl', 'workers get no WebGL 2 context in this browser');
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext(); // a browser keeps few contexts: give this one back
  return available('webgl', renderer, isSoftwareRenderer(renderer));
}

export function probeWasm(): BackendCapability {
  if (typeof WebAssembly === 'undefined') return missing('wasm', 'WebAssembly is off in this browser');
  return available('wasm', WebAssembly.validate(SIMD_MODULE) ? SIMD : 'no SIMD');
}
