import { describe, expect, it } from 'vitest';
import { DeviceErrors } from './device-errors';
import { DeviceRefusal } from './device-refusal';

/** The scopes of a device as the WebGPU specification has them (§22): a stack, the innermost that fits takes an error, once. */
function createDevice() {
  const scopes: { readonly filter: GPUErrorFilter; first: string | null }[] = [];
  const listeners: ((event: { error: GPUError }) => void)[] = [];
  let lost = false;
  return {
    lose: () => {
      lost = true;
    },
    depth: () => scopes.length,
    refuse(filter: GPUErrorFilter, message: string) {
      const scope = scopes.findLast((one) => one.filter === filter);
      if (scope !== undefined) scope.first ??= message;
      else for (const listener of listeners) listener({ error: { message } as GPUError }); // only read
    },
    device: {
      pushErrorScope: (filter: GPUErrorFilter) => {
        scopes.push({ filter, first: null });
      },
      popErrorScope: async (): Promise<GPUError | null> => {
        const scope = scopes.pop();
        if (lost || scope === undefined) throw new DOMException('gone', 'OperationError');
        return scope.first === null ? null : ({ message: scope.first } as GPUError); // only read
      },
      addEventListener: (_type: string, listener: (event: { error: GPUError }) => void) => {
        listeners.push(listener);
      },
    } as unknown as GPUDevice, // as far as it is used
  };
}

describe('what a device refused', () => {
  it('is told to whoever issued it, and to nobody after', async () => {
    const { device, refuse } = createDevice();
    const errors = new DeviceErrors(device);
    refuse('validation', '[Invalid ComputePipeline "Conv2DMMProgram"] is invalid');
    const first = errors.take();
    const second = errors.take(); // in the same turn: another tenant's
    expect(await first).toMatchObject({ kind: 'validation', kernel: 'Conv2DMMProgram' });
    expect(await second).toBeNull();
    expect(await errors.take()).toBeNull();
  });

  it('is attributed by the turn it was issued in, not by when the answers come', async () => {
    const { device, refuse } = createDevice();
    const errors = new DeviceErrors(device);
    const before = errors.take();
    refuse('out-of-memory', 'vkAllocateMemory failed');
    const after = errors.take();
    expect([await before, await after]).toMatchObject([null, { kind: 'out-of-memory' }]);
  });

  it('is a want of memory where invalid objects follow from one', async () => {
    const { device, refuse } = createDevice();
    const errors = new DeviceErrors(device);
    refuse('validation', '[Invalid Buffer] is invalid');
    refuse('out-of-memory', 'vkAllocateMemory failed');
    expect((await errors.take())?.code).toBe('out-of-memory');
  });

  it('leaves as many scopes open as there were', async () => {
    const { device, depth } = createDevice();
    const errors = new DeviceErrors(device);
    const open = depth();
    for (let i = 0; i < 100; i += 1) await errors.take();
    expect(depth()).toBe(open);
  });

  it('is nothing on a device that is gone', async () => {
    const { device, refuse, lose } = createDevice();
    const errors = new DeviceErrors(device);
    refuse('internal', 'something');
    lose();
    expect(await errors.take()).toBeNull();
  });

  it('is told once, to the next, where it came outside of every scope', async () => {
    const { device, refuse } = createDevice();
    const errors = new DeviceErrors(device);
    for (let i = 0; i < 3; i += 1) await device.popErrorScope();
    refuse('validation', 'stray');
    expect((await errors.take())?.said).toBe('stray');
    expect(await errors.take()).toBeNull();
  });
});

describe('a refusal in words', () => {
  const SHADER = `Error while parsing WGSL: :1:46 error: cannot initialize 'let'\n@compute fn _start() {}\n - While calling [Device].CreateShaderModule([ShaderModuleDescriptor ""Conv2DMMProgram""]`;

  it('names the kernel and the model', () => {
    const { code, message } = new DeviceRefusal('validation', SHADER).of('FaceMesh');
    expect(code).toBe('inference-failed');
    expect(message).toMatch(
      /^The GPU refused the kernel Conv2DMMProgram of FaceMesh: Error while parsing WGSL/,
    );
    expect(message).toContain('choose another backend');
  });

  it('says of memory what to try', () => {
    const { code, message } = new DeviceRefusal('out-of-memory', 'vkAllocateMemory failed\n - While').of(
      'FaceMesh',
    );
    expect(code).toBe('out-of-memory');
    expect(message).toMatch(
      /no memory left for FaceMesh \(vkAllocateMemory failed - While\)\. Remove a model/,
    );
  });

  it('is complete where nobody knows the model', () => {
    expect(new DeviceRefusal('internal', 'boom').message).toBe(
      'The GPU refused a command: boom. Retry, or choose another backend.',
    );
  });
});
