/** The WebGL backend, on an OffscreenCanvas of this worker. */
import * as tf from '@tensorflow/tfjs';
import { isSoftwareRenderer } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { BackendOptions, StartedBackend } from './backends';
import { deviceLost } from './device-lost';
import { DeviceRefusal } from './device-refusal';

const LOST = 'the WebGL context was lost';

/** The parts of TensorFlow.js's WebGL backend that we use. */
interface WebglBackend {
  readonly gpgpu: { readonly gl: WebGL2RenderingContext };
}

export async function startWebgl({ onDeviceLost }: BackendOptions): Promise<StartedBackend> {
  const started = await tf.setBackend('webgl').catch(() => false);
  if (!started)
    throw new EngineError('backend-unavailable', 'This browser gives workers no WebGL 2 context.');
  await tf.ready();
  const { gl } = (tf.backend() as unknown as WebglBackend).gpgpu; // public in the pinned 4.22, absent from KernelBackend
  canvasOf(gl).addEventListener('webglcontextlost', () => onDeviceLost(LOST));
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const fence = createFence(gl);
  const adapter = String(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  return {
    adapter,
    software: isSoftwareRenderer(adapter),
    threads: 1,
    settle: async () => {
      fence();
      if (ranOutOfMemory(gl)) throw new DeviceRefusal('out-of-memory', 'WebGL: OUT_OF_MEMORY');
    },
    assertAlive: () => {
      if (gl.isContextLost()) throw deviceLost(LOST);
    },
    loseDevice: () => loseContext(gl),
    reservedBytes: () => gpuBytes(),
  };
}

/**
 * Browsers make `finish` a mere flush, so a pixel is written after all that was issued, and read: that waits for it. Blocking is
 * right here: the worker has nothing else to do, and a sync object would be polled by a timer.
 */
function createFence(gl: WebGL2RenderingContext): () => void {
  const texture = gl.createTexture();
  const target = gl.createFramebuffer();
  const before: unknown = gl.getParameter(gl.TEXTURE_BINDING_2D);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 1, 1);
  gl.bindTexture(gl.TEXTURE_2D, before as WebGLTexture | null); // what that parameter is
  const pixel = new Uint8Array(4);
  return () => {
    const bound: unknown = gl.getParameter(gl.FRAMEBUFFER_BINDING);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    gl.bindFramebuffer(gl.FRAMEBUFFER, bound as WebGLFramebuffer | null); // what that parameter is
  };
}

/** Reads every flag; other kinds of errors are the library's own business. Each question waits for the GPU: ask after a fence. */
function ranOutOfMemory(gl: WebGL2RenderingContext): boolean {
  let ranOut = false;
  for (let flag = gl.getError(); flag !== gl.NO_ERROR; flag = gl.getError())
    ranOut ||= flag === gl.OUT_OF_MEMORY;
  return ranOut;
}

/** The context is lost as by a crash of the driver: its `webglcontextlost` event tells it. */
function loseContext(gl: WebGL2RenderingContext): void {
  const extension = gl.getExtension('WEBGL_lose_context');
  if (extension === null)
    throw new EngineError(
      'backend-unsuited',
      'This browser does not let a WebGL context be lost on purpose.',
    );
  extension.loseContext();
}

/** The worker's type library leaves `canvas` out of the context. */
const canvasOf = (gl: WebGL2RenderingContext): EventTarget =>
  (gl as unknown as { canvas: EventTarget }).canvas; // WebGL 2 §5.14

/** Bytes allocated in textures, pooled ones included. */
function gpuBytes(): number | null {
  const memory = tf.memory() as { numBytesInGPUAllocated?: number }; // the WebGL backend adds this field
  return memory.numBytesInGPUAllocated ?? null;
}
