/**
 * `npm run bench -- --scenario <preset|file.json> …`: runs a scenario and writes a run file.
 * `npm run bench -- --endurance <preset>`: does a long run stay flat?
 * `npm run bench -- --soak`: does it stay flat, and is every request accounted for, while things break?
 * `npm run bench -- --cycles`: does memory come back when models are added and removed?
 * `npm run bench` alone: measures the product against bare TensorFlow.js and prints the table.
 */

const MEASUREMENTS = {
  '--scenario': () => import('../../bench/run-scenario.mjs'),
  '--help': () => import('../../bench/run-scenario.mjs'),
  '--endurance': () => import('../../bench/endurance.mjs'),
  '--soak': () => import('../../bench/soak.mjs'),
  '--cycles': () => import('../../bench/cycles.mjs'),
};

/** @param {string[]} args */
export async function run(args) {
  const named = Object.entries(MEASUREMENTS).find(([option]) =>
    args.some((arg) => arg === option || arg.startsWith(`${option}=`)),
  );
  const { main } = await (named?.[1] ?? (() => import('../../bench/speed-table.mjs')))();
  return main(args);
}
