/** Ids of policies and gates as they stand in scenarios. What each does is in `scheduling/`, in words in `policy-words.ts`. */

export const POLICY_IDS = [
  'fifo',
  'round-robin',
  'weighted-fair',
  'strict-priority',
  'edf',
  'least-laxity',
  'shortest-job',
  'shortest-remaining',
  'prema',
  'sdrm3',
  'dysta',
  'clockwork',
  'static-cyclic',
  'user',
] as const;
export type PolicyId = (typeof POLICY_IDS)[number];

/** How the executors of one device group share it. */
export const GATE_IDS = ['free-for-all', 'token', 'orion'] as const;
export type GateId = (typeof GATE_IDS)[number];

/** Executors that share one real device: webgpu and webgl the GPU, wasm and cpu the cores. */
export type DeviceGroup = 'gpu' | 'cpu';
