/**
 * The executors that share one real device, and the gate of each such group. Executors enter with the backend that took
 * effect. It knows no requests.
 */
import type { Clock } from '../base/clock';
import { type Backend, deviceGroupOf } from '../domain/backend';
import type { DeviceGroup } from '../domain/policy-ids';
import { FREE_GATES, type Gates } from '../domain/scenario';
import { createGate } from '../scheduling/gates/create-gate';
import { GatedGroup } from './scheduling/gated-group';
import type { Scheduler } from './scheduling/scheduler';

export class DeviceGroups {
  #gates: Gates = FREE_GATES;
  readonly #groups: Readonly<Record<DeviceGroup, GatedGroup>> = {
    gpu: new GatedGroup(),
    cpu: new GatedGroup(),
  };

  constructor(private readonly clock: Clock) {}

  get gates(): Gates {
    return this.#gates;
  }

  /** Applies at once; what is in flight stays there. */
  setGates(gates: Gates): void {
    for (const group of ['gpu', 'cpu'] as const) {
      if (gates[group] === this.#gates[group]) continue;
      const gate = gates[group] === 'free-for-all' ? null : createGate(gates[group]);
      this.#groups[group].setGate(gate, this.clock.now());
    }
    this.#gates = gates;
  }

  /** @param backend null: it shares no device, since it runs on none. */
  place(scheduler: Pick<Scheduler, 'join'>, backend: Backend | null): void {
    scheduler.join(backend === null ? null : this.#groups[deviceGroupOf(backend)]);
  }
}
