/**
 * One simulation: the scenario's tenants, schedulers, gates and executors put together on a virtual clock. It runs and is
 * read; what its figures mean is `prediction.ts`'s.
 */
import { EventClock } from '../../base/event-clock';
import type { GateId } from '../../domain/policy-ids';
import type { RequestRecord } from '../../domain/request';
import type { ExecutorConfig } from '../../domain/scenario';
import type { SimulationInput } from '../../domain/simulation';
import type { Gate } from '../../scheduling/gate';
import { isPreemptive } from '../../scheduling/policies';
import type { Policy, PolicyChoice } from '../../scheduling/policy';
import { issueRuleOf } from '../scheduling/issue-rule';
import { Scheduler } from '../scheduling/scheduler';
import { DecisionLog } from './decision-log';
import { checkInput } from './input-check';
import { SimulatedDevices } from './simulated-devices';
import { SimulatedExecutor } from './simulated-executor';
import { SimulatedFlow } from './simulated-flow';
import { simulatedTenants, termsOf } from './simulated-population';
import type { SimulatedRequest } from './simulated-request';
import type { SimulatedTenant } from './simulated-tenant';

/** What chooses: policies and gates by their ids. */
export interface Choosers {
  readonly createPolicy: (choice: PolicyChoice) => Policy;
  readonly createGate: (id: GateId) => Gate;
  /** Called for each request that ends. */
  readonly onRecord?: (record: RequestRecord) => void;
}

export class Simulation {
  readonly tenants: ReadonlyMap<string, SimulatedTenant>;
  readonly executors = new Map<string, SimulatedExecutor>();
  readonly decisions = new DecisionLog();
  readonly #clock = new EventClock();
  readonly #schedulers = new Map<string, Scheduler<SimulatedRequest>>();
  readonly #flow: SimulatedFlow;
  readonly #policies: Policy[] = [];
  /** Issues and ends of segments. */
  #steps = 0;

  /** @throws EngineError `simulation-failed`: costs are missing or are no durations. */
  constructor(
    private readonly input: SimulationInput,
    private readonly choosers: Choosers,
  ) {
    checkInput(input);
    const devices = new SimulatedDevices(this.#clock, input, choosers.createGate);
    this.#flow = new SimulatedFlow(this.#clock, this.#schedulers, choosers.onRecord);
    this.tenants = simulatedTenants(input, this.#clock, (tenant, arrival) =>
      this.#flow.arrive(tenant, arrival, null),
    );
    for (const config of input.scenario.executors) this.#addExecutor(config, devices);
  }

  get now(): number {
    return this.#clock.now();
  }

  /** Arrivals, issues, ends of segments, completions and refusals so far. */
  get events(): number {
    return this.#flow.events + this.#steps;
  }

  queuedOf(tenant: SimulatedTenant): number {
    return this.#flow.schedulerOf(tenant).queuedOf(tenant.config.id);
  }

  /** Lets requests arrive from the present instant on. */
  start(): void {
    for (const tenant of this.tenants.values()) tenant.generator?.start();
  }

  stopArrivals(): void {
    for (const tenant of this.tenants.values()) tenant.generator?.stop();
  }

  runUntil(until: number): void {
    this.#clock.runUntil(until);
  }

  /** Figures count from here on. */
  openWindow(): void {
    for (const tenant of this.tenants.values()) tenant.openWindow(this.queuedOf(tenant));
    for (const executor of this.executors.values()) executor.openWindow(this.now);
  }

  /** Lets go of what its policies hold. */
  dispose(): void {
    for (const policy of this.#policies) policy.dispose?.();
  }

  #addExecutor(config: ExecutorConfig, devices: SimulatedDevices): void {
    // One without tenants may have no backend: it does nothing.
    const { share, group } = devices.of(this.input.backends[config.id] ?? 'wasm');
    const index = this.executors.size;
    const choice = { policy: this.#policyOf(config), preemptive: isPreemptive(config.policy) };
    const executor = new SimulatedExecutor(this.#clock, config.grain, choice, share, {
      onChoice: ({ requestId, done }) => this.decisions.note(index, requestId, done, this.now),
      onSegment: () => {
        this.#steps += 1;
      },
      onServed: (request, ranMs) => this.#flow.complete(request, ranMs),
    });
    const scheduler = new Scheduler<SimulatedRequest>({
      executorId: config.id,
      clock: this.#clock,
      policy: this.#policyOf(config),
      rule: issueRuleOf(config),
      issue: (request) => this.#issue(index, executor, request),
      onLate: (request) => this.#flow.refuse(request, 'dropped'),
    });
    this.executors.set(config.id, executor);
    this.#schedulers.set(config.id, scheduler);
    scheduler.join(group);
  }

  #issue(index: number, executor: SimulatedExecutor, request: SimulatedRequest): void {
    const { tenant, requestId } = request;
    this.#steps += 1;
    tenant.inFlight += 1;
    if (tenant.triggers.length > 0) request.triggers = tenant.drawTriggers();
    this.decisions.note(index, requestId, -1, this.now);
    const { hopMs } = tenant.cost;
    if (hopMs > 0) this.#clock.set(this.now + hopMs, () => executor.receive(request));
    else executor.receive(request);
  }

  #policyOf({ id, policy }: ExecutorConfig): Policy {
    const { userPolicy = null } = this.input.scenario;
    const here = [...this.tenants.values()].filter(({ config }) => config.executorId === id);
    const made = this.choosers.createPolicy({ id: policy, tenants: here.map(termsOf), userPolicy });
    this.#policies.push(made);
    return made;
  }
}
