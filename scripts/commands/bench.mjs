/**
 * `npm run bench -- --scenario <preset|file.json> …`: runs a scenario and writes a run file.
 * `npm run bench -- --endurance <preset>`: does a long run stay flat?
 * `npm run bench` alone: measures the product against bare TensorFlow.js and prints the table.
 */

/** @param {string[]} args */
export async function run(args) {
  const wantsScenario = args.some((arg) => arg === '--scenario' || arg.startsWith('--scenario='));
  if (wantsScenario || args.includes('--help')) {
    const { main } = await import('../../bench/run-scenario.mjs');
    return main(args);
  }
  if (args.some((arg) => arg === '--endurance' || arg.startsWith('--endurance='))) {
    const { main } = await import('../../bench/endurance.mjs');
    return main(args);
  }
  const { main } = await import('../../bench/speed-table.mjs');
  return main(args);
}
