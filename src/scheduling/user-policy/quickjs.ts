/**
 * Loads QuickJS compiled to WebAssembly (MIT), the only file that knows where it is. Fetched when somebody has a policy of
 * their own; compiled as 'wasm-unsafe-eval' allows, without eval. In Node the package finds its own file.
 */
import quickJsVariant from '@jitl/quickjs-wasmfile-release-sync';
import wasmUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core';

/** Pages of 64 KiB: 16 MiB, what the module starts with, and never more. QuickJS's own limit does not count sizes here. */
const MEMORY_PAGES = 256;

/** An instance of its own: what goes wrong in it, up to a trap, touches no other. */
export function loadQuickJs(): Promise<QuickJSWASMModule> {
  const wasmMemory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
  const options = import.meta.env.SSR ? { wasmMemory } : { wasmMemory, wasmLocation: wasmUrl };
  return newQuickJSWASMModuleFromVariant(newVariant(quickJsVariant, options));
}
