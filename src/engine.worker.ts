/** Entry of the engine worker: the playground behind its contract, executors as workers of its own, or of the page. */
import './domain/zod-without-eval';
import './hosting/guard-scripts';
import './base/abort-any';
import { createWallClock } from './base/clock';
import { createBaselineDatabase } from './engine/baseline-database';
import { probeMachine } from './engine/machine/probe-machine';
import { Playground } from './engine/playground';
import { workerStarter } from './engine/worker-starts';
import type { EngineContract, EngineEvents } from './protocol/engine-contract';
import { serve } from './protocol/rpc';

const playground = new Playground({
  clock: createWallClock(),
  wallNow: () => Date.now(),
  probe: probeMachine,
  keptBaselines: createBaselineDatabase(),
  spawn: workerStarter({
    here:
      typeof Worker === 'undefined'
        ? null
        : (name) => new Worker(new URL('./executor.worker.ts', import.meta.url), { type: 'module', name }),
    askPage: (wanted) => emit('startWorker', wanted, [wanted.port, wanted.control]),
  }),
  emit: (name, payload, transfer) => emit(name, payload, transfer),
});

const emit = serve<EngineContract, EngineEvents>(self, {
  open: (argument) => playground.open(argument),
  loadScenario: (argument) => playground.loadScenario(argument),
  run: () => playground.run(),
  stop: () => playground.stop(),
  offerModel: (argument) => playground.offerModel(argument),
  addTenant: (argument) => playground.addTenant(argument),
  removeTenant: (argument) => playground.removeTenant(argument),
  cancelLoad: (argument) => playground.cancelLoad(argument),
  removeExecutor: (argument) => playground.removeExecutor(argument),
  updateTenant: (argument) => playground.updateTenant(argument),
  moveTenant: (argument) => playground.moveTenant(argument),
  updateExecutor: (argument) => playground.updateExecutor(argument),
  setScheduling: (argument) => playground.setScheduling(argument),
  profileKernels: (argument) => playground.profileKernels(argument),
  simulationInput: () => playground.simulationInput(),
  retryTenant: (argument) => playground.retryTenant(argument),
  setRecovery: (argument) => playground.setRecovery(argument),
  mishap: (argument) => playground.mishap(argument),
  measureAlone: (argument) => playground.measureAlone(argument),
  cancelMeasure: () => playground.cancelMeasure(),
  setHidden: (argument) => playground.setHidden(argument),
  openWindow: () => playground.openWindow(),
  exportRun: (argument) => playground.exportRun(argument),
  setRecording: (argument) => playground.setRecording(argument),
  exportRecording: () => playground.exportRecording(),
  setBaselines: (argument) => playground.setBaselines(argument),
  planExperiment: (argument) => playground.planExperiment(argument),
  runExperiment: (argument) => playground.runExperiment(argument),
  cancelExperiment: () => playground.cancelExperiment(),
});
