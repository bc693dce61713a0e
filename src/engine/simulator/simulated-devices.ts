/** The devices of a simulation: what executors on one of them do to one another, and the gate that they share. */
import type { EventClock } from '../../base/event-clock';
import { type Backend, deviceGroupOf } from '../../domain/backend';
import type { DeviceGroup, GateId } from '../../domain/policy-ids';
import { FREE_GATES } from '../../domain/scenario';
import type { SimulationInput } from '../../domain/simulation';
import type { Gate } from '../../scheduling/gate';
import { GatedGroup } from '../scheduling/gated-group';
import { DeviceShare } from './device-share';

interface Device {
  readonly share: DeviceShare;
  /** Null: free for all. */
  readonly group: GatedGroup | null;
}

export class SimulatedDevices {
  readonly #devices: Readonly<Record<DeviceGroup, Device>>;

  constructor(
    clock: EventClock,
    { scenario: { gates = FREE_GATES }, contention: { slope } }: SimulationInput,
    createGate: (id: GateId) => Gate,
  ) {
    const device = (name: DeviceGroup): Device => {
      const share = new DeviceShare(clock, slope[name]);
      if (gates[name] === 'free-for-all') return { share, group: null };
      const group = new GatedGroup();
      group.setGate(createGate(gates[name]), clock.now());
      return { share, group };
    };
    this.#devices = { gpu: device('gpu'), cpu: device('cpu') };
  }

  of(backend: Backend): Device {
    return this.#devices[deviceGroupOf(backend)];
  }
}
