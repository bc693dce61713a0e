/**
 * One user's policy in one QuickJS context: no clock, no network, no randomness, limits on steps, memory and stack. It
 * compiles the source once and then decides synchronously. It knows requests and numbers, no executors.
 */
import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { EngineError } from '../../domain/errors';
import type { ReadyRequest } from '../policy';
import { policyInvalid, SOURCE_NAME, thrownWords } from './failure-words';
import { FurnishedContext } from './furnished-context';
import { RequestCells } from './request-cells';
import { StepLimit } from './step-limit';

/** Of a longer queue the policy sees those that became ready first. */
const READY_MOST = 1024;

export class Sandbox {
  readonly #limit = new StepLimit();
  readonly #furnished: FurnishedContext;
  readonly #context: QuickJSContext;
  readonly #cells = new RequestCells();
  /** Tenants that it has been told of, by their numbers there. */
  readonly #tenants = new Map<string, number>();
  readonly #numberOf = (tenantId: string): number => this.#tenants.get(tenantId) ?? this.#tell(tenantId);
  #disposed = false;

  /**
   * @param onTrap the module is in no state to go on, whatever else is in it.
   * @throws EngineError `policy-invalid`.
   */
  constructor(
    module: QuickJSWASMModule,
    source: string,
    private readonly onTrap: () => void,
  ) {
    this.#furnished = this.#guard(() => new FurnishedContext(module, () => this.#limit.look()));
    this.#context = this.#furnished.context;
    try {
      this.#guard(() => this.#compile(source));
    } catch (failure) {
      this.dispose();
      throw failure;
    }
  }

  /** @throws EngineError `policy-invalid`: it threw, took too long, or returned what is no index of `ready`. */
  decide(ready: readonly ReadyRequest[], now: number): number {
    const count = Math.min(ready.length, READY_MOST);
    this.#limit.begin('choice');
    const chosen = this.#guard(() => this.#ask(ready, count, now));
    this.#limit.refuseSlow();
    if (Number.isInteger(chosen) && chosen >= 0 && chosen < count) return chosen;
    throw policyInvalid(
      `returned ${chosen}, which is no index of the ${count} ready requests (0 to ${count - 1})`,
    );
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    try {
      this.#furnished.dispose();
    } catch {
      this.onTrap(); // QuickJS found something that leaked: it is given up with its module
    }
  }

  #compile(source: string): void {
    this.#limit.begin('compiling');
    for (const text of [source, 'typeof choose === "function" ? choose : undefined']) {
      const value = this.#valueOf(this.#context.evalCode(text, SOURCE_NAME, { strict: true }));
      const adopted = this.#call('adopt', [value]);
      const isFunction = this.#context.dump(adopted) === true;
      adopted.dispose();
      if (isFunction) return;
    }
    throw policyInvalid('is no function: write (ready, now) => index, or a function called choose');
  }

  #ask(ready: readonly ReadyRequest[], count: number, now: number): number {
    const context = this.#context;
    const buffer = context.newArrayBuffer(this.#cells.fill(ready, count, this.#numberOf));
    const result = this.#call('decide', [buffer, context.newNumber(count), context.newNumber(now)]);
    const kind = context.typeof(result);
    const index = kind === 'number' ? context.getNumber(result) : Number.NaN;
    result.dispose();
    if (kind !== 'number') throw policyInvalid(`returned ${withArticle(kind)} instead of a number`);
    return index;
  }

  /** @returns the number under which it knows that tenant from here on. */
  #tell(tenantId: string): number {
    const number = this.#tenants.size;
    this.#tenants.set(tenantId, number);
    this.#call('name', [this.#context.newString(tenantId)]).dispose();
    return number;
  }

  /** Takes `given` over. @throws EngineError `policy-invalid` when it throws inside. */
  #call(name: 'adopt' | 'name' | 'decide', given: QuickJSHandle[]): QuickJSHandle {
    try {
      const { functions } = this.#furnished;
      return this.#valueOf(this.#context.callFunction(functions[name], this.#context.undefined, given));
    } finally {
      for (const handle of given) handle.dispose();
    }
  }

  #valueOf(result: ReturnType<QuickJSContext['callFunction']>): QuickJSHandle {
    if (result.error === undefined) return result.value;
    const { describe } = this.#furnished.functions;
    const described = this.#limit.exceeded
      ? null
      : this.#context.callFunction(describe, this.#context.undefined, result.error);
    result.error.dispose();
    if (described === null)
      throw policyInvalid('took too long for one choice: it never returned, or not within 100 000 steps');
    const words = described.error === undefined ? this.#context.getString(described.value) : '';
    described.dispose();
    throw policyInvalid(words === '' ? 'threw something that cannot be told' : thrownWords(words));
  }

  /** What throws out of the module itself, such as a stack that is full, leaves it unusable. */
  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      if (thrown instanceof EngineError) throw thrown;
      this.#disposed = true; // nothing in it can be freed any more
      this.onTrap();
      throw policyInvalid(
        'broke the sandbox: it is nested or recurses too deeply, or needs too much memory',
        thrown,
      );
    }
  }
}

const withArticle = (kind: string): string => {
  if (kind === 'undefined') return 'nothing';
  return `${/^[ao]/.test(kind) ? 'an' : 'a'} ${kind}`;
};
