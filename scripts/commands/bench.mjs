/**
 * `npm run bench -- --scenario <preset|file.json> …`: runs a scenario and writes a run file.
 * `npm run bench -- --experiment <matrix|…|file.json> …`: plans and measures an experiment, and writes its answer.
 * `npm run bench -- --policies --scenario <preset>`: measures every policy and predicts it, as a table.
 * `npm run bench -- --endurance <preset>`: does a long run stay flat?
 * `npm run bench -- --soak`: does it stay flat, and is every request accounted for, while things break?
 * `npm run bench -- --scheduler`: what a choice costs, by policy, and a segment's bookkeeping; no browser.
 * `npm run bench -- --simulator`: simulated events a second, and how long a sweep of policies takes; no browser.
 * `npm run bench -- --recording`: what keeping every request of a run costs, and its memory; no browser.
 * `npm run bench -- --evidence`: a recording of a million requests, written and read; no browser.
 * `npm run bench -- --segments`: what does cutting models into segments cost on WASM?
 * `npm run bench -- --start-up`: how do models get ready on WebGPU, and who waits for them meanwhile?
 * `npm run bench -- --warm-start`: what does a second visit save on WebGPU?
 * `npm run bench -- --cycles`: does memory come back when models are added and removed?
 * `npm run bench -- --timeline`: what does a frame of the timeline cost with 100 000 spans?
 * `npm run bench -- --loading`: what does a first visit cost, and a cold start without a network?
 * `npm run bench:issue` (`bench -- --issue`): what the CPU needs to issue an inference on WebGPU, eager and recorded.
 * `npm run bench:gpu` (`bench -- --gpu`): the same and throughput on the GPU of this machine.
 * `npm run bench -- --zoo`: which models can be recorded, and what their recordings consist of.
 * `npm run bench -- --end-to-end`: inferences a second on WebGPU, recorded against eager.
 * `npm run bench` alone: measures the product against bare TensorFlow.js and prints the table.
 */

const MEASUREMENTS = {
  '--experiment': () => import('../../bench/experiment.mjs'),
  '--policies': () => import('../../bench/policy-table.mjs'),
  '--scenario': () => import('../../bench/run-scenario.mjs'),
  '--help': () => import('../../bench/run-scenario.mjs'),
  '--endurance': () => import('../../bench/endurance.mjs'),
  '--soak': () => import('../../bench/soak.mjs'),
  '--timeline': () => import('../../bench/timeline-speed.mjs'),
  '--cycles': () => import('../../bench/cycles.mjs'),
  '--segments': () => import('../../bench/segments.mjs'),
  '--start-up': () => import('../../bench/start-up.mjs'),
  '--warm-start': () => import('../../bench/warm-start.mjs'),
  '--loading': () => import('../../bench/loading.mjs'),
  '--recording': () => import('../../bench/recording.mjs'),
  '--scheduler': () => import('../../bench/scheduler-decisions.mjs'),
  '--evidence': () => import('../../bench/evidence.mjs'),
  '--issue': () => import('../../bench/issue-cost.mjs'),
  '--gpu': () => import('../../bench/gpu-speed.mjs'),
  '--zoo': () => import('../../bench/zoo-table.mjs'),
  '--end-to-end': () => import('../../bench/end-to-end.mjs'),
  '--simulator': () => import('../../bench/simulator-speed.mjs'),
};

/** @param {string[]} args */
export async function run(args) {
  const named = Object.entries(MEASUREMENTS).find(([option]) =>
    args.some((arg) => arg === option || arg.startsWith(`${option}=`)),
  );
  const { main } = await (named?.[1] ?? (() => import('../../bench/speed-table.mjs')))();
  return main(args);
}
