/**
 * The commands that change how requests are chosen, while everything runs on: gates, the user's policy, an executor's policy,
 * grain and bound. It starts and ends nothing.
 */
import { EngineError } from '../domain/errors';
import { type ExecutorConfig, FREE_GATES, MAX_USER_POLICY, type Scenario } from '../domain/scenario';
import type { EngineContract } from '../protocol/engine-contract';
import { prepareUserPolicy } from '../scheduling/user-policy/prepare-user-policy';
import type { ExecutorSlot } from './executor-slot';
import type { Population } from './population';
import type { RunControl } from './run-control';

export interface SchedulingChangesDependencies {
  readonly population: Population;
  readonly run: RunControl;
  readonly cancelMeasure: () => void;
}

type Argument = Parameters<EngineContract['setScheduling']>[0];

export class SchedulingChanges {
  userPolicy: string | null = null;
  /** Counts what replaces the user's policy: a check that ends after that came too late. */
  #turn = 0;

  constructor(private readonly dependencies: SchedulingChangesDependencies) {}

  /** Its part of the scenario: only what is other than usual. */
  get described(): Pick<Scenario, 'gates' | 'userPolicy'> {
    const { gates } = this.dependencies.population.executors.groups;
    const free = gates.gpu === FREE_GATES.gpu && gates.cpu === FREE_GATES.cpu;
    return {
      ...(free ? {} : { gates }),
      ...(this.userPolicy === null ? {} : { userPolicy: this.userPolicy }),
    };
  }

  /** As a scenario says. A policy of the user that fails is told where it is used. */
  adopt({ gates, userPolicy }: Pick<Scenario, 'gates' | 'userPolicy'>): void {
    this.#turn += 1;
    this.userPolicy = userPolicy ?? null;
    this.dependencies.population.executors.groups.setGates(gates ?? FREE_GATES);
  }

  /** @throws EngineError `policy-invalid`, when nothing has changed; `cancelled`, when another set-up came meanwhile. */
  async setScheduling({ gates, userPolicy }: Argument): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    if (typeof userPolicy === 'string') await this.#refuseUnlessGood(userPolicy, turn);
    this.dependencies.cancelMeasure();
    if (gates !== undefined) this.dependencies.population.executors.groups.setGates(gates);
    if (userPolicy !== undefined) this.#replaceUserPolicy(userPolicy);
    this.dependencies.run.reconfigured();
  }

  /** Another policy, grain, segment time or bound, from the next scheduling point on. */
  reschedule(slot: ExecutorSlot, config: ExecutorConfig): void {
    slot.reschedule(config);
    this.dependencies.run.reconfigured();
  }

  async #refuseUnlessGood(userPolicy: string, turn: number): Promise<void> {
    if (userPolicy.length > MAX_USER_POLICY) {
      const told = `The policy has ${userPolicy.length} characters; it travels in links, so it may have ${MAX_USER_POLICY}. Shorten it.`;
      throw new EngineError('policy-invalid', told);
    }
    await prepareUserPolicy({ id: 'user', userPolicy });
    if (turn === this.#turn) return;
    throw new EngineError('cancelled', 'Another policy or set-up came while this one was checked.');
  }

  #replaceUserPolicy(userPolicy: string | null): void {
    this.userPolicy = userPolicy;
    if (userPolicy !== null) return;
    for (const slot of this.dependencies.population.slots.values())
      if (slot.config.policy === 'user') slot.reschedule({ ...slot.config, policy: 'fifo' });
  }
}
