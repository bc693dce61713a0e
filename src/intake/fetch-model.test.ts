import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../base/clock';
import { EngineError } from '../domain/errors';
import { MAX_SILENCE_MS } from './bounded-download';
import { fetchModel } from './fetch-model';
import { readAddress } from './model-address';
import type { Progress } from './paced-progress';

const AT = 'https://models.example/face/model.json';
const PAGE = 'http://localhost:4173';

const description = (paths: readonly string[], numbers = 2): string =>
  JSON.stringify({
    format: 'graph-model',
    modelTopology: { node: [] },
    weightsManifest: [{ paths, weights: [{ name: 'w', shape: [numbers], dtype: 'float32' }] }],
  });

type Answer = string | Response | (() => Response | Promise<Response>);

/** A body of these pieces that stays open, as long as nobody gives it up. */
function open(
  pieces: readonly Uint8Array[],
  signal: AbortSignal | null | undefined,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      signal?.addEventListener('abort', () => controller.error(signal.reason));
    },
  });
}

interface Request {
  readonly url: string;
  readonly init: RequestInit;
}

/** A network of these files; anything else is not found. */
function network(files: Record<string, Answer | ((init: RequestInit) => Promise<Response>)>) {
  const requests: Request[] = [];
  const clock = new VirtualClock();
  const fetch_: typeof fetch = async (input, init = {}) => {
    const url = String(input);
    requests.push({ url, init });
    const answer = files[url] ?? new Response('', { status: 404 });
    if (typeof answer === 'function') return answer(init);
    return typeof answer === 'string' ? new Response(answer) : answer;
  };
  let refused = false;
  return {
    requests,
    clock,
    refuse: () => {
      refused = true;
    },
    network: { fetch: fetch_, clock, isRefused: () => refused },
  };
}

function fetching(
  { network: net }: Pick<ReturnType<typeof network>, 'network'>,
  url = AT,
  { signal = new AbortController().signal, onProgress = (_: Progress) => {} } = {},
) {
  return fetchModel(readAddress(url, PAGE), { network: net, signal, onProgress });
}

async function failureOf(outcome: Promise<unknown>) {
  const thrown = await outcome.catch((reason: unknown) => reason);
  if (!(thrown instanceof EngineError)) throw new Error(`no EngineError, but ${String(thrown)}`);
  return thrown.report();
}

/** Lets everything that is due now happen, without time passing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a model from an address', () => {
  it('is its description and the shards that this names, in the order of the manifest', async () => {
    const net = network({
      [AT]: description(['b.bin', 'sub/a.bin']),
      'https://models.example/face/b.bin': 'first',
      'https://models.example/face/sub/a.bin': 'second',
    });
    const files = await fetching(net);
    expect(files.map(({ path }) => path)).toEqual(['model.json', 'b.bin', 'sub/a.bin']);
    expect(await files[1]?.blob.text()).toBe('first');
    expect(await files[2]?.blob.text()).toBe('second');
  });

  it('is asked for without credentials, referrer or redirects', async () => {
    const net = network({ [AT]: description(['w']), 'https://models.example/face/w': 'x' });
    await fetching(net);
    expect(net.requests).toHaveLength(2);
    for (const { init } of net.requests)
      expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'manual' });
  });

  it('tells the bytes of all files together, and their number once the description is here', async () => {
    const told: Progress[] = [];
    const text = description(['w']);
    await fetching(network({ [AT]: text, 'https://models.example/face/w': '12345678' }), AT, {
      onProgress: (progress) => told.push(progress),
    });
    expect(told.find(({ loadedBytes }) => loadedBytes === text.length)).toMatchObject({
      phase: 'download',
      what: 'model.json at models.example',
      totalBytes: null,
    });
    expect(told.at(-1)).toEqual({
      phase: 'download',
      what: 'w at models.example',
      loadedBytes: text.length + 8,
      totalBytes: text.length + 8,
    });
  });

  it('is fetched a few shards at a time', async () => {
    const paths = Array.from({ length: 20 }, (_, at) => `s${at}`);
    let open_ = 0;
    let most = 0;
    const answer = async () => {
      open_ += 1;
      most = Math.max(most, open_);
      await settle();
      open_ -= 1;
      return new Response('12345678');
    };
    const shards = Object.fromEntries(paths.map((path) => [`https://models.example/face/${path}`, answer]));
    expect(await fetching(network({ [AT]: description(paths), ...shards }))).toHaveLength(21);
    expect(most).toBe(6);
  });

  it('is an archive where the address ends in .zip', async () => {
    const url = 'https://models.example/face.zip';
    const [file, more] = await fetching(network({ [url]: 'PK' }), url);
    expect(file?.path).toBe('face.zip');
    expect(more).toBeUndefined();
  });
});

describe('a server that does not give a model', () => {
  it.each<[string, Answer, string]>([
    ['404', new Response('', { status: 404 }), 'url-not-found'],
    ['410', new Response('', { status: 410 }), 'url-not-found'],
    ['403', new Response('', { status: 403 }), 'url-refused'],
    ['500', new Response('', { status: 500 }), 'url-refused'],
    [
      'a page',
      new Response('<p>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
      'url-not-a-model',
    ],
    ['a page that calls itself something else', '\n <!doctype html><p>Sign in</p>', 'url-not-a-model'],
    ['a redirect', new Response('', { status: 302 }), 'url-redirected'],
    ['nothing that is JSON', '{"weightsManifest":', 'model-not-json'],
    ['a failure of the fetch', () => Promise.reject(new TypeError('Failed to fetch')), 'url-blocked'],
  ])('is told: %s', async (_, answer, code) => {
    const report = await failureOf(fetching(network({ [AT]: answer })));
    expect(report.code).toBe(code);
    expect(report.message).toContain('model.json at models.example');
  });

  it('is told of an opaque redirect, as browsers give it', async () => {
    const opaque = Object.defineProperty(new Response(''), 'type', { value: 'opaqueredirect' });
    expect(await failureOf(fetching(network({ [AT]: opaque })))).toMatchObject({
      code: 'url-redirected',
      message: expect.stringContaining('Open the address in a tab'),
    });
  });

  it('is told which shard is not there, and the others are given up', async () => {
    const signals: AbortSignal[] = [];
    const stuck = async ({ signal }: RequestInit) => {
      if (signal) signals.push(signal);
      return new Response(open([], signal));
    };
    const net = network({ [AT]: description(['a', 'b']), 'https://models.example/face/b': stuck });
    const report = await failureOf(fetching(net));
    expect(report.code).toBe('url-not-found');
    expect(report.message).toContain('a at models.example');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('is told that a page came in place of a shard', async () => {
    const page = new Response('<p>', { headers: { 'content-type': 'text/html' } });
    const net = network({ [AT]: description(['w']), 'https://models.example/face/w': page });
    expect((await failureOf(fetching(net))).code).toBe('url-not-a-model');
  });

  it('is told that the connection broke off, with what had come', async () => {
    const broken = () => {
      let pulled = false;
      return new Response(
        new ReadableStream<Uint8Array>({
          pull(controller) {
            if (pulled) controller.error(new TypeError('network error'));
            else controller.enqueue(new Uint8Array(2e5));
            pulled = true;
          },
        }),
      );
    };
    expect(await failureOf(fetching(network({ [AT]: broken })))).toMatchObject({
      code: 'network-unreachable',
      message: expect.stringContaining('after 0.2 MB'),
    });
  });
});

describe('a body without an end', () => {
  it('is stopped at what a shard may have, without waiting for more', async () => {
    let pulled = 0;
    const endless = () =>
      new Response(
        new ReadableStream<Uint8Array>({
          pull(controller) {
            pulled += 1;
            controller.enqueue(new Uint8Array(2 ** 16));
          },
        }),
      );
    const net = network({ [AT]: description(['w']), 'https://models.example/face/w': endless });
    expect(await failureOf(fetching(net))).toMatchObject({
      code: 'url-too-large',
      message: expect.stringContaining('w at models.example is larger than the 1 MB'),
    });
    expect(pulled).toBeLessThan(30);
  });

  it('is refused by the length that it announces', async () => {
    const announced = new Response('{}', { headers: { 'content-length': '70000000' } });
    expect((await failureOf(fetching(network({ [AT]: announced })))).code).toBe('url-too-large');
  });
});

describe('a server that is silent', () => {
  const never = ({ signal }: RequestInit) =>
    new Promise<Response>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });

  it('is given up after thirty seconds, and not before', async () => {
    const net = network({ [AT]: never });
    let ended = false;
    const failure = failureOf(fetching(net)).finally(() => {
      ended = true;
    });
    await settle();
    net.clock.advanceTo(MAX_SILENCE_MS - 1);
    await settle();
    expect(ended).toBe(false);
    net.clock.advanceTo(MAX_SILENCE_MS);
    expect(await failure).toMatchObject({
      code: 'url-timeout',
      message: expect.stringContaining('no answer for model.json at models.example within 30 s'),
    });
  });

  it('is given up in the middle of a body', async () => {
    const net = network({ [AT]: async ({ signal }) => new Response(open([new Uint8Array(3e5)], signal)) });
    const failure = failureOf(fetching(net));
    await settle();
    net.clock.advanceTo(MAX_SILENCE_MS);
    expect(await failure).toMatchObject({
      code: 'url-timeout',
      message: expect.stringContaining('after 0.3 MB'),
    });
  });

  it('is waited for as long as something comes, however slowly', async () => {
    let send: (text: string | null) => void = () => {};
    const slow = async ({ signal }: RequestInit) =>
      new Response(
        new ReadableStream<Uint8Array>({
          start(controller) {
            send = (text) =>
              text === null ? controller.close() : controller.enqueue(new TextEncoder().encode(text));
            signal?.addEventListener('abort', () => controller.error(signal.reason));
          },
        }),
      );
    const net = network({ [AT]: slow });
    const fetched = fetching(net);
    for (const letter of '{"modelTopology":{}}') {
      await settle();
      net.clock.advanceTo(net.clock.now() + MAX_SILENCE_MS - 1);
      send(letter);
    }
    await settle();
    send(null);
    expect(await fetched).toHaveLength(1);
    expect(net.clock.now()).toBeGreaterThan(9 * MAX_SILENCE_MS);
  });

  it('is given up when the reader wants no more', async () => {
    const giveUp = new AbortController();
    const failure = failureOf(fetching(network({ [AT]: never }), AT, { signal: giveUp.signal }));
    await settle();
    giveUp.abort(new EngineError('cancelled', 'given up'));
    expect((await failure).code).toBe('cancelled');
  });
});

describe('a network that is refused on purpose', () => {
  it('is not asked, and the message says so', async () => {
    const net = network({ [AT]: description([]) });
    net.refuse();
    expect(await failureOf(fetching(net))).toMatchObject({
      code: 'network-unreachable',
      message: expect.stringContaining('(injected: the network is refused on purpose)'),
    });
    expect(net.requests).toEqual([]);
  });
});

describe('a manifest that leads elsewhere', () => {
  it.each([
    '../up.bin',
    'a/../../up.bin',
    'up/../and-down.bin',
    '%2e%2e/up.bin',
    'https://evil.example/w.bin',
    '//evil.example/w',
    '/w.bin',
    '\\\\evil\\w',
  ])('is refused for %j before anything else is asked for', async (path) => {
    const net = network({ [AT]: description(['ok.bin', path]) });
    expect(await failureOf(fetching(net))).toMatchObject({
      code: 'url-invalid',
      message: expect.stringContaining('which is not in its folder'),
    });
    expect(net.requests).toHaveLength(1);
  });
});
