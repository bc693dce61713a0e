/**
 * How long a user's policy may take: steps, so that it fails alike on every machine, and time as a net below for natives
 * that run long inside one step. QuickJS looks up every 10 000 steps (calls and turns of loops), across choices.
 */
import { policyInvalid } from './failure-words';

/** 100 000 steps a choice. */
const LOOKS_OF_A_CHOICE = 10;
const LOOKS_OF_COMPILING = 100;
/** Beyond this a choice of more than two looks ends, and of whole choices no two in a row may take so long, ms. */
const SLOW_MS = 100;

export class StepLimit {
  #looks = 0;
  #looksAllowed = LOOKS_OF_COMPILING;
  #beganAt = 0;
  #slowBefore = false;
  #exceeded = false;

  get exceeded(): boolean {
    return this.#exceeded;
  }

  begin(what: 'choice' | 'compiling'): void {
    this.#looks = 0;
    this.#looksAllowed = what === 'choice' ? LOOKS_OF_A_CHOICE : LOOKS_OF_COMPILING;
    this.#exceeded = false;
    this.#beganAt = performance.now();
  }

  /** Called by QuickJS as it runs. @returns whether it is to be interrupted. */
  look(): boolean {
    this.#looks += 1;
    const slow = this.#looksAllowed === LOOKS_OF_A_CHOICE && this.#looks > 2 && this.#tookMs() > SLOW_MS;
    if (slow || this.#looks > this.#looksAllowed) this.#exceeded = true;
    return this.#exceeded;
  }

  /** One slow choice can be the machine's fault, two in a row are not. @throws EngineError `policy-invalid`. */
  refuseSlow(): void {
    const tookMs = this.#tookMs();
    const slow = tookMs > SLOW_MS;
    if (slow && this.#slowBefore)
      throw policyInvalid(`took ${Math.round(tookMs)} ms for one choice, twice in a row`);
    this.#slowBefore = slow;
  }

  #tookMs(): number {
    return performance.now() - this.#beganAt;
  }
}
