/**
 * How workers are built, of the app and of the lab pages alike: modules, and classes keep their names. TensorFlow.js labels a
 * shader with the class of its program; without names nobody could say which kernel takes long or does not compile.
 */
const NAMES = { class: true, function: false };

/** @type {NonNullable<import('vite').UserConfig['worker']>} */
export const WORKERS = {
  format: 'es',
  plugins: () => [importsNoEntry()],
  rolldownOptions: {
    output: {
      // What a worker's script and a part that it fetches later both need lies in a file of its own. In the script itself, the
      // part would import that script, and WebKit runs a worker's script once more when it is imported: two workers in one,
      // which both answer.
      codeSplitting: {
        groups: [{ name: 'worker-parts', test: /^(?!.*\.worker\.ts$)/, tags: ['$initial'] }],
      },
      minify: { mangle: { keepNames: NAMES }, compress: { keepNames: NAMES } },
    },
  },
};

/**
 * Ends a build that would come to that.
 * @returns {import('vite').Plugin}
 */
function importsNoEntry() {
  return {
    name: 'imports-no-worker-script',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entries = new Set(chunks.filter((chunk) => chunk.isEntry).map(({ fileName }) => fileName));
      for (const { fileName, imports } of chunks) {
        const entry = imports.find((one) => entries.has(one));
        if (entry !== undefined)
          this.error(`${fileName} imports the worker's script ${entry}: WebKit would run that twice.`);
      }
    },
  };
}
