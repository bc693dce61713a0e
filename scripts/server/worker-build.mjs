/**
 * How workers are built, of the app and of the lab pages alike: modules, and classes keep their names. TensorFlow.js labels a
 * shader with the class of its program; without names nobody could say which kernel takes long or does not compile.
 */
const NAMES = { class: true, function: false };

/** @type {NonNullable<import('vite').UserConfig['worker']>} */
export const WORKERS = {
  format: 'es',
  rolldownOptions: {
    output: { minify: { mangle: { keepNames: NAMES }, compress: { keepNames: NAMES } } },
  },
};
