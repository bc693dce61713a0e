/**
 * Asks before the first connection to a site that was not allowed before. The intake worker decides what is such a site: it
 * refuses, the person is asked, and only then it is called again. It shows nothing and remembers nothing itself.
 */
import { EngineError } from '../../domain/errors';
import type { AllowedOrigins } from './allowed-origins';
import { originOf } from './known-models';

export type ConsentAnswer = 'once' | 'always' | 'no';

/** What was answered for each origin within one press of a button, so that nobody is asked twice for it. */
export type Answered = Map<string, boolean>;

interface Surroundings {
  readonly origins: AllowedOrigins;
  /** Puts the question before the person; null takes it back. */
  readonly show: (origin: string | null) => void;
  /** An origin is allowed, but could not be written down. */
  readonly onUnremembered: (origin: string) => void;
}

export class OriginConsent {
  #answer: ((answer: ConsentAnswer) => void) | null = null;

  constructor(private readonly around: Surroundings) {}

  /**
   * @param attempt calls the intake worker with the origins that it may connect to.
   * @throws EngineError `cancelled` when the person said no | what `attempt` throws.
   */
  async fetch<T>(
    url: string,
    attempt: (allowed: readonly string[]) => Promise<T>,
    answered: Answered = new Map(),
  ): Promise<T> {
    const origin = originOf(url);
    const known = origin !== null && (answered.get(origin) ?? this.around.origins.has(origin));
    try {
      return await attempt(known ? [origin] : []);
    } catch (thrown) {
      const asks = thrown instanceof EngineError && thrown.code === 'url-not-allowed';
      if (!asks || known || origin === null) throw thrown;
    }
    if (!(answered.get(origin) ?? (await this.#ask(origin, answered))))
      throw new EngineError('cancelled', `Nothing was fetched from ${origin}.`);
    return attempt([origin]);
  }

  /** Of the person, to the question that is shown; nothing when there is none. */
  answer(answer: ConsentAnswer): void {
    this.#answer?.(answer);
  }

  async #ask(origin: string, answered: Answered): Promise<boolean> {
    const answer = await new Promise<ConsentAnswer>((resolve) => {
      this.#answer = resolve;
      this.around.show(origin);
    });
    this.#answer = null;
    this.around.show(null);
    if (answer === 'always' && !this.around.origins.allow(origin)) this.around.onUnremembered(origin);
    answered.set(origin, answer !== 'no');
    return answer !== 'no';
  }
}
