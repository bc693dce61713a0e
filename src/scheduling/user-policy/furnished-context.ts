/** A QuickJS context with its limits and with the prelude's functions in it; it has not seen the user's source yet. */
import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { PRELUDE } from './prelude';

/** Bounds single blocks, and their number at 8 bytes each; the module's memory bounds the whole. */
const MEMORY_BYTES = 256 * 1024;
/** Small, because the thread's own stack, which holds more for each call, must not end before this one. */
const STACK_BYTES = 64 * 1024;

const LANGUAGE = {
  BaseObjects: true,
  Eval: true, // what compiles anything at all; the global of that name is taken away
  MapSet: true,
  TypedArrays: true,
  JSON: true,
  RegExp: true,
  Promise: true, // or async functions leak; what they would do later is never run
  Date: false,
  Proxy: false,
  StringNormalize: false,
};

/** See `prelude.ts`. */
interface PreludeFunctions {
  readonly adopt: QuickJSHandle;
  readonly name: QuickJSHandle;
  readonly decide: QuickJSHandle;
  readonly describe: QuickJSHandle;
}

export class FurnishedContext {
  readonly context: QuickJSContext;
  readonly functions: PreludeFunctions;

  /** @param isTooLong asked every 10 000 steps whether to interrupt. */
  constructor(module: QuickJSWASMModule, isTooLong: () => boolean) {
    const runtime = module.newRuntime();
    runtime.setMemoryLimit(MEMORY_BYTES);
    runtime.setMaxStackSize(STACK_BYTES);
    runtime.setInterruptHandler(isTooLong);
    const context = runtime.newContext({ intrinsics: LANGUAGE });
    const made = context.unwrapResult(context.evalCode(PRELUDE, 'prelude.js'));
    const of = (name: keyof PreludeFunctions) => context.getProp(made, name);
    this.context = context;
    this.functions = { adopt: of('adopt'), name: of('name'), decide: of('decide'), describe: of('describe') };
    made.dispose();
  }

  /** @throws whatever QuickJS aborts with when something in it leaked; the module is unusable then. */
  dispose(): void {
    const { adopt, name, decide, describe } = this.functions;
    for (const handle of [adopt, name, decide, describe]) handle.dispose();
    const { runtime } = this.context;
    this.context.dispose();
    runtime.dispose();
  }
}
