/** Sources of the product, built as for production, for measurements in Node: those that are built together share their state. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * @template {string} N
 * @param {string} folder below `.cache/`
 * @param {Readonly<Record<N, string>>} sources by the name under which each comes back
 * @returns {Promise<Record<N, any>>} what each exports
 */
export async function builtModules(folder, sources) {
  const outDir = `${ROOT}.cache/${folder}/`;
  mkdirSync(outDir, { recursive: true });
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: {
        input: { ...sources },
        output: { entryFileNames: '[name].mjs' },
        preserveEntrySignatures: 'strict',
      },
    },
  });
  const names = /** @type {N[]} */ (Object.keys(sources));
  const loaded = await Promise.all(names.map((name) => import(pathToFileURL(`${outDir}${name}.mjs`).href)));
  return /** @type {Record<N, any>} */ (
    Object.fromEntries(names.map((name, index) => [name, loaded[index]]))
  );
}
