/** An experiment file as tests begin with it: two tenants, nothing measured yet. No product code may import it. */
import type { ExperimentFile } from '../../domain/experiment';
import { scenarioSchema } from '../../domain/scenario';

const scenario = scenarioSchema.parse({
  schemaVersion: 1,
  name: 'test',
  executors: [{ id: 'x', backend: 'wasm' }],
  tenants: ['a', 'b'].map((id) => ({
    ...{ id, modelId: 'emotion', executorId: 'x', workload: { kind: 'closed', inFlight: 1 } },
  })),
});

export const experimentFile = (change: Partial<ExperimentFile> = {}): ExperimentFile => ({
  schemaVersion: 1,
  type: 'experiment',
  kind: 'matrix',
  title: 'Contention matrix',
  status: 'complete',
  why: null,
  plan: {
    kind: 'matrix',
    title: 'Contention matrix',
    request: { kind: 'matrix', seed: 1, rounds: 1, warmupMs: 0, durationMs: 1000 },
    cells: [{ id: 'alone:a', label: 'a alone', role: 'alone', factors: {}, tenantIds: ['a'], scenario }],
    runs: [{ cellId: 'alone:a', round: 0, control: false }],
    estimatedMs: 2000,
    notes: [],
  },
  provenance: {
    ...{
      appVersion: '0',
      commit: 'x',
      tfjsVersion: '4',
      takenAt: '2026-01-01T00:00:00.000Z',
      userAgent: 'test',
    },
    ...{
      cores: 2,
      crossOriginIsolated: true,
      clockResolutionMs: 0.005,
      clockOffsetMs: null,
      hiddenMs: 0,
      seed: 1,
    },
    viewport: { width: 0, height: 0, devicePixelRatio: 1 },
    modelHashes: {},
    warnings: [],
  },
  measurements: [],
  baselines: {},
  drift: null,
  flags: [],
  method: 'Bootstrap.',
  ...change,
});
