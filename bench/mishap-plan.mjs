/**
 * Which mishap comes next, and to whom: every kind once in random order, then all of them again. The same seed gives the
 * same order. It knows no browser.
 */

/** A stall that the watchdog's limit for a request in service (5 s) lets pass, and one that it does not. */
const SHORT_STALL_MS = 1500;
const LONG_STALL_MS = 8000;
/** How long the network is refused. */
export const REFUSAL_MS = 5000;

const KINDS = /** @type {const} */ ([
  'kill-worker',
  'short stall',
  'long stall',
  'corrupt-output',
  'refuse-network',
]);

/** @typedef {typeof KINDS[number] | 'lose-device'} PlannedKind */
/** @typedef {import('../e2e/automation.d.ts').SeenMishap} Mishap */
/** @typedef {{ tenantId: string, executorId: string, gpu: boolean }} Target who runs well at the moment */

/** Random numbers 0..1 (mulberry32). @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @template T @param {readonly T[]} items @param {() => number} random @returns {T[]} */
export function shuffled(items, random) {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last];
    order[last] = /** @type {T} */ (order[other]); // both lie within the array
    order[other] = /** @type {T} */ (kept);
  }
  return order;
}

/**
 * @param {number} seed
 * @param {boolean} gpu whether one of the executors has a device to lose
 * @returns {(targets: readonly Target[]) => { kind: PlannedKind, mishaps: readonly Mishap[] } | null} the next, null when
 *   nobody fits it now
 */
export function mishapPlan(seed, gpu) {
  const random = randomFrom(seed);
  /** @type {PlannedKind[]} */
  let ahead = [];
  return (targets) => {
    if (ahead.length === 0) ahead = shuffled(gpu ? [...KINDS, 'lose-device'] : KINDS, random);
    const kind = ahead.pop() ?? 'kill-worker';
    const fitting = kind === 'lose-device' ? targets.filter((one) => one.gpu) : targets;
    const target = fitting[Math.floor(random() * fitting.length)];
    return target === undefined ? null : { kind, mishaps: mishapsOf(kind, target) };
  };
}

/** @param {PlannedKind} kind @param {Target} target @returns {readonly Mishap[]} */
function mishapsOf(kind, { tenantId, executorId }) {
  switch (kind) {
    case 'short stall':
      return [{ kind: 'stall', tenantId, durationMs: SHORT_STALL_MS }];
    case 'long stall':
      return [{ kind: 'stall', tenantId, durationMs: LONG_STALL_MS }];
    case 'corrupt-output':
      return [{ kind, tenantId }];
    // A refusal is felt by whoever starts: a worker is killed under it, whose model cannot be fetched for a while.
    case 'refuse-network':
      return [
        { kind, on: true },
        { kind: 'kill-worker', executorId },
      ];
    default:
      return [{ kind, executorId }];
  }
}
