/**
 * The executors of one playground by their ids: who comes, who goes, and what concerns all of them. It knows no tenants;
 * its factory does.
 */
import { EngineError } from '../domain/errors';
import { type ExecutorConfig, MAX_EXECUTORS } from '../domain/scenario';
import type { DeviceGroups } from './device-groups';
import type { ExecutorHost } from './executor-host';
import type { ExecutorSlot } from './executor-slot';
import type { SlotFactory } from './slot-factory';

export class ExecutorRegistry {
  constructor(
    readonly slots: Map<string, ExecutorSlot>,
    private readonly factory: SlotFactory,
    private readonly onGone: (executorId: string) => void,
  ) {}

  /** Every worker that there is, also one that only prepares to serve. */
  get hosts(): ReadonlySet<ExecutorHost> {
    return this.factory.hosts;
  }

  get groups(): DeviceGroups {
    return this.factory.groups;
  }

  /** @throws EngineError `scenario-invalid`. */
  get(executorId: string): ExecutorSlot {
    const slot = this.slots.get(executorId);
    if (slot === undefined)
      throw new EngineError('scenario-invalid', `No executor is called "${executorId}".`);
    return slot;
  }

  /** One that is not yet part of the playground. */
  create(config: ExecutorConfig): ExecutorSlot {
    return this.factory.create(config);
  }

  add(config: ExecutorConfig): ExecutorSlot {
    const slot = this.create(config);
    this.slots.set(config.id, slot);
    return slot;
  }

  /** The executor of that id, or a new one. @throws EngineError when a scenario holds no more. */
  getOrAdd(config: ExecutorConfig): ExecutorSlot {
    const there = this.slots.get(config.id);
    if (there === undefined && this.slots.size >= MAX_EXECUTORS) {
      throw new EngineError(
        'scenario-invalid',
        `There are ${MAX_EXECUTORS} executors, the most that one scenario holds. Use one of them.`,
      );
    }
    return there ?? this.add(config);
  }

  /** Nobody may come to the executor any more; whoever calls this ends it. */
  takeOut(slot: ExecutorSlot): void {
    this.slots.delete(slot.id);
    this.onGone(slot.id);
  }

  /** Resolves when nothing is queued or in flight; arrivals must have been stopped. */
  async whenIdle(): Promise<void> {
    for (const slot of this.slots.values()) await slot.queue.whenIdle();
  }

  async refreshMemory(): Promise<void> {
    const hosts = [...this.slots.values()].map((slot) => slot.host);
    await Promise.all(
      hosts.map((host) => (host?.status.kind === 'ready' ? host.refreshMemory().catch(() => {}) : null)),
    );
  }

  /** Who lives where, and on what terms, may have changed: policies and workers follow. */
  followSchedules(): void {
    for (const slot of this.slots.values()) slot.followSchedule();
  }
}
