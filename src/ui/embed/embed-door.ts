/**
 * The frame's door: commands of the page around it by `postMessage`, answers and snapshots back. It listens to the parent
 * window alone, under one origin alone; anybody else is counted, never answered. What the commands do is the session's.
 */
import { createStore } from 'zustand/vanilla';
import { EMBED_PROTOCOL, type EmbedFacts, type EmbedMessage, type EmbedRequest } from '../../domain/embed';
import { EngineError, reportOf } from '../../domain/errors';
import type { Snapshot } from '../../domain/snapshot';
import { readRequest, speaksToUs } from './read-request';
import { SnapshotPace } from './snapshot-pace';

/** The page around, and what comes from it. */
export interface EmbedSurroundings {
  /** The origin that is obeyed, and that everything is sent to. */
  readonly origin: string;
  /** Null when the page stands in no frame. */
  readonly parent: Pick<Window, 'postMessage'> | null;
  readonly listen: (
    listener: (event: Pick<MessageEvent, 'data' | 'origin' | 'source'>) => void,
  ) => () => void;
  /** Asks for a call after so many ms; returns what takes it back. */
  readonly later: (afterMs: number, act: () => void) => () => void;
  readonly now: () => number;
}

/** What the commands act on. */
export interface EmbedPlayground {
  readonly opened: Promise<void>;
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly loadScenario: (document: unknown) => Promise<void>;
  readonly facts: () => EmbedFacts;
  /** Returns the function that ends it. */
  readonly onSnapshot: (listener: (snapshot: Snapshot) => void) => () => void;
}

/** Messages from elsewhere that spoke our protocol and were ignored. */
export interface Refusals {
  readonly count: number;
  /** Where the first of them came from. */
  readonly origin: string | null;
}

/** Requests that wait for their end at once: more than a page that waits for answers ever has. */
const MOST_PENDING = 32;

type WithoutHeader<M> = M extends EmbedMessage ? Omit<M, 'playground'> : never;

export class EmbedDoor {
  readonly refusals = createStore<Refusals>()(() => ({ count: 0, origin: null }));
  readonly #pace: SnapshotPace;
  readonly #ends: (() => void)[];
  #pending = 0;

  constructor(
    private readonly surroundings: EmbedSurroundings,
    private readonly playground: EmbedPlayground,
  ) {
    this.#pace = new SnapshotPace(surroundings, (snapshot) => this.#send({ type: 'snapshot', snapshot }));
    this.#ends = [
      surroundings.listen((event) => this.#hear(event)),
      playground.onSnapshot((snapshot) => this.#pace.take(snapshot)),
    ];
    playground.opened.then(
      () => this.#send({ type: 'ready', ...playground.facts() }),
      (thrown) => this.#send({ type: 'failed', error: reportOf(thrown, 'network-unreachable') }),
    );
  }

  dispose(): void {
    this.#pace.stop();
    for (const end of this.#ends) end();
  }

  #send(body: WithoutHeader<EmbedMessage>): void {
    this.surroundings.parent?.postMessage({ playground: EMBED_PROTOCOL, ...body }, this.surroundings.origin);
  }

  #hear({ data, origin, source }: Pick<MessageEvent, 'data' | 'origin' | 'source'>): void {
    if (!speaksToUs(data)) return;
    const { parent } = this.surroundings;
    if (parent === null || source !== parent || origin !== this.surroundings.origin) {
      this.#refuse(origin);
      return;
    }
    const read = readRequest(data);
    if ('request' in read) void this.#answer(read.request);
    else this.#send({ type: 'reply', ok: false, ...read });
  }

  #refuse(from: string): void {
    const { count, origin } = this.refusals.getState();
    this.refusals.setState({ count: count + 1, origin: origin ?? from });
  }

  async #answer(request: EmbedRequest): Promise<void> {
    const { id } = request;
    this.#pending += 1;
    try {
      if (this.#pending > MOST_PENDING)
        throw new EngineError(
          'busy',
          `${MOST_PENDING} requests are not answered yet. Wait for their answers.`,
        );
      this.#send({ type: 'reply', id, ok: true, value: await this.#act(request) });
    } catch (thrown) {
      this.#send({ type: 'reply', id, ok: false, error: reportOf(thrown, 'inference-failed') });
    } finally {
      this.#pending -= 1;
    }
  }

  async #act(request: EmbedRequest): Promise<EmbedFacts | null> {
    if (request.type === 'unsubscribe') this.#pace.stop();
    else if (request.type === 'subscribe') this.#pace.start(request.everyMs);
    else {
      await this.playground.opened;
      if (request.type === 'run') await this.playground.run();
      if (request.type === 'stop') await this.playground.stop();
      if (request.type === 'setScenario') await this.playground.loadScenario(request.scenario);
    }
    return request.type === 'hello' ? this.playground.facts() : null;
  }
}
