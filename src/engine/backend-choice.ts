/** Which backend an executor gets, and why: the automatic choice and the fallback, each with a sentence for the user. */
import { BACKENDS, type Backend, type BackendCapability, type Machine } from '../domain/backend';

export interface BackendChoice {
  readonly backend: Backend;
  readonly reason: string;
  /** True when another backend was asked for. */
  readonly fellBack: boolean;
}

/**
 * The best backend that is real hardware; WASM before any software adapter.
 * @param unsuited backends that are there and would mislead, and why in a few words.
 */
export function chooseAutomatic(
  capabilities: readonly BackendCapability[],
  unsuited: Readonly<Partial<Record<Backend, string>>> = {},
): {
  backend: Backend;
  reason: string;
} {
  const passedOver: string[] = [];
  for (const backend of BACKENDS) {
    const capability = capabilities.find((one) => one.backend === backend);
    const drawback = unsuited[backend];
    if (capability?.available === true && !capability.software && drawback !== undefined) {
      passedOver.push(`${backend} ${drawback}`);
      continue;
    }
    if (capability?.available === true && !capability.software) {
      const why = passedOver.length === 0 ? 'the fastest that this machine has' : passedOver.join('; ');
      return { backend, reason: `${backend}: ${why}` };
    }
    passedOver.push(
      capability?.available === true
        ? `${backend} is a software adapter here (${capability.adapter ?? 'unnamed'})`
        : `${backend} is not available`,
    );
  }
  return { backend: 'cpu', reason: `cpu: ${passedOver.join('; ')}` };
}

/**
 * What to try, best first: the wish, then what `auto` would choose, then plain JavaScript.
 * @param wish as the scenario says.
 */
export function backendChoices(wish: 'auto' | Backend, machine: Machine): readonly BackendChoice[] {
  const automatic: BackendChoice = {
    backend: machine.automaticBackend,
    reason: `chosen automatically: ${machine.automaticReason}`,
    fellBack: false,
  };
  const last: BackendChoice = {
    backend: 'cpu',
    reason: 'fell back to cpu: nothing else started',
    fellBack: true,
  };
  if (wish === 'auto') return dedupe([automatic, wasmFallback(machine), last]);
  const capability = machine.backends.find((one) => one.backend === wish);
  if (capability?.available === true) {
    const chosen = { backend: wish, reason: 'chosen by you', fellBack: false };
    const why = `${wish} did not start`;
    return dedupe([chosen, fallback(automatic.backend, why), fallback('wasm', why), last]);
  }
  const why = capability?.reason ?? `this browser has no ${wish}`;
  return dedupe([fallback(automatic.backend, `${wish} is not available: ${why}`), last]);
}

const fallback = (backend: Backend, why: string): BackendChoice => ({
  backend,
  reason: `fell back to ${backend}: ${why}`,
  fellBack: true,
});

const wasmFallback = (machine: Machine): BackendChoice =>
  fallback('wasm', `${machine.automaticBackend} did not start`);

function dedupe(choices: readonly BackendChoice[]): BackendChoice[] {
  return choices.filter(
    (choice, index) => choices.findIndex((other) => other.backend === choice.backend) === index,
  );
}
