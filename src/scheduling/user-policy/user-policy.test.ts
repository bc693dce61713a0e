import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../domain/errors';
import { createEdf } from '../edf';
import { guardedPolicy } from '../guarded-policy';
import { createPolicy } from '../policies';
import type { Policy, PolicyChoice, ReadyRequest } from '../policy';
import { prepareUserPolicy } from './prepare-user-policy';

const choiceOf = (userPolicy: string): PolicyChoice => ({ id: 'user', tenants: [], userPolicy });

async function policyOf(source: string): Promise<Policy> {
  await prepareUserPolicy(choiceOf(source));
  return createPolicy(choiceOf(source));
}

const request = (requestId: number, more: Partial<ReadyRequest> = {}): ReadyRequest => ({
  requestId,
  tenantId: `tenant-${requestId % 3}`,
  arrivedAt: requestId,
  deadlineAt: null,
  priority: 1,
  weight: 1,
  estimatedMs: 10,
  remainingMs: 10,
  nextMs: 2,
  servedAt: null,
  ...more,
});
const queue = (length: number) => Array.from({ length }, (_, index) => request(index));

/** What the first choice that a bad policy makes among many says; such a policy passes the trial on two requests. */
async function failureOf(body: string): Promise<string> {
  const policy = await policyOf(`(ready, now) => {\n  if (ready.length < 3) return 0;\n  ${body}\n}`);
  try {
    policy.choose(queue(5), 5);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(EngineError);
    expect((thrown as EngineError).code).toBe('policy-invalid'); // the line above has proved it
    return (thrown as EngineError).message;
  } finally {
    policy.dispose?.();
  }
  return 'it did not fail';
}

const refusalOf = (source: string): Promise<string> =>
  prepareUserPolicy(choiceOf(source)).then(
    () => 'it was accepted',
    (thrown: EngineError) => `${thrown.code}: ${thrown.message}`,
  );

const EDF = `// the nearest deadline; ties: the earlier arrival
function choose(ready) {
  let best = 0;
  const due = ({ deadlineAt }) => deadlineAt ?? Infinity;
  for (let i = 1; i < ready.length; i += 1) {
    const a = ready[i], b = ready[best];
    if (due(a) < due(b) || (due(a) === due(b) && a.arrivedAt < b.arrivedAt)) best = i;
  }
  return best;
}`;

describe('a user policy', () => {
  it('that is EDF chooses as the built-in one, over random queues', async () => {
    const own = await policyOf(EDF);
    const builtIn = createEdf();
    const instants = fc.integer({ min: 0, max: 50 });
    const requests = fc.record({ arrivedAt: instants, deadlineAt: fc.option(instants) });
    fc.assert(
      fc.property(fc.array(requests, { minLength: 1, maxLength: 60 }), (terms) => {
        const ready = terms.map((more, index) => request(index, more));
        expect(own.choose(ready, 10)).toBe(builtIn.choose(ready, 10));
      }),
      { seed: 7, numRuns: 300 },
    );
    own.dispose?.();
  });

  it('sees every field of the requests, and the instant', async () => {
    const wanted = request(4, {
      deadlineAt: 1.7e12 + 0.25,
      servedAt: 3.5,
      weight: 2.5,
      tenantId: 'ä-\u{1f600}',
    });
    const policy = await policyOf(
      `(ready, now) => JSON.stringify({ ...ready[1], now }) === ${JSON.stringify(JSON.stringify({ ...wanted, now: 77.5 }))} ? 1 : 0`,
    );
    expect(policy.choose([request(0), wanted], 77.5)).toBe(1);
    expect(policy.choose([request(0), wanted], 78)).toBe(0);
    policy.dispose?.();
  });

  it('sees null, not a number, for a deadline and a service that are not there', async () => {
    // Told apart by identity: JSON writes null for not-a-number as well.
    const policy = await policyOf(
      '(ready) => ready[0].deadlineAt === null && ready[0].servedAt === null ? ready.length - 1 : 0',
    );
    expect(policy.choose(queue(3), 0)).toBe(2);
    expect(policy.choose([request(0, { servedAt: 0 }), request(1)], 0)).toBe(0);
    expect(policy.choose([request(0, { deadlineAt: 0 }), request(1)], 0)).toBe(0);
    policy.dispose?.();
  });

  it.each([
    ['an arrow function', '(ready, now) => ready.length - 1'],
    ['an arrow function that ends in a semicolon', '(ready) => { return ready.length - 1; };'],
    ['a function called choose', 'function choose(ready) { return ready.length - 1 }'],
    [
      'a constant called choose, after another',
      'const last = 1;\nconst choose = (ready) => ready.length - last;',
    ],
  ])('may be %s', async (_, source) => {
    const policy = await policyOf(source);
    expect(policy.choose(queue(3), 0)).toBe(2);
    policy.dispose?.();
  });

  it.each([
    ['does not read', '(ready, now) => {\n  retur 1;\n}', 'does not read in line 2'],
    ['is empty', '', 'is no function'],
    ['is a number', '42', 'is no function'],
    ['throws at once', '\n\nnull.x', 'failed in line 3: TypeError'],
    ['throws on its first requests', '(ready) => ready[7].priority', 'failed in line 1: TypeError'],
    ['never gets to its function', 'while (true) {}', 'never returned'],
    ['is nested without end', `${'('.repeat(9000)}1`, 'policy-invalid'],
    ['is asynchronous', 'async (ready) => 0', 'returned an object instead of a number'],
    ['imports', '(ready) => import("x")', 'returned an object instead of a number'],
  ])('that %s is refused before it runs', async (_, source, words) => {
    expect(await refusalOf(source)).toContain(words);
  });

  it.each([
    ['never returns', 'for (;;);', 'never returned'],
    ['catches its own end', 'for (;;) { try { for (;;); } catch {} }', 'never returned'],
    ['throws', "throw new RangeError('no idea');", 'failed in line 3: RangeError: no idea'],
    ['throws null', 'throw null;', 'it threw null'],
    [
      'throws what cannot be told',
      'throw { get message() { for (;;); } };',
      'threw something that cannot be told',
    ],
    ['returns not a number', 'return NaN;', 'returned NaN, which is no index of the 5'],
    [
      'returns an index after the last',
      'return 5;',
      'returned 5, which is no index of the 5 ready requests (0 to 4)',
    ],
    ['returns an index before the first', 'return -1;', 'returned -1'],
    ['returns half an index', 'return 0.5;', 'returned 0.5'],
    ['returns a text', "return '1';", 'returned a string instead of a number'],
    ['returns nothing', 'return;', 'returned nothing instead of a number'],
    ['returns an object that pretends to be a number', 'return { valueOf: () => 1 };', 'returned an object'],
    ['asks for chance', 'return Math.random() < 2 ? 1 : 0;', 'Math.random is not there'.slice(5)],
    ['asks for the time', 'return Date.now() % 1;', 'Date is not there'],
    ['reaches for the network', "fetch('/');", 'ReferenceError'],
    ['hoards memory', "const a = []; for (;;) a.push('x'.repeat(1000) + a.length);", 'policy'],
    ['asks for a giant text', "return 'x'.repeat(1e9).length;", 'ran out of memory'],
    ['recurses without end', 'const f = () => f() + 1; return f();', 'stack overflow'],
    [
      'invents a length',
      'return [].indexOf.call({ length: 2 ** 53 - 1 }, 1);',
      'array methods work on arrays',
    ],
    ['backtracks without end', "return /(a+)+b/.test('a'.repeat(40)) ? 1 : 0;", 'never returned'],
  ])('that %s fails with words', async (_, body, words) => {
    expect(await failureOf(body)).toContain(words);
  });

  it('cannot reach beyond itself by changing prototypes', async () => {
    const policy = await policyOf(`
      Array.prototype.push = () => { throw new Error('push'); };
      Object.defineProperty(Object.prototype, 'deadlineAt', { set() { throw new Error('set'); }, get: () => 1 });
      Object.defineProperty(Array.prototype, 0, { set() {}, get: () => null });
      Number.prototype.valueOf = () => 3;
      globalThis.Float64Array = undefined;
      (ready) => ready.length - 1`);
    expect(policy.choose(queue(3), 0)).toBe(2);
    expect([1, 2].push(3)).toBe(3);
    expect(({} as { deadlineAt?: number }).deadlineAt).toBeUndefined();
    policy.dispose?.();
  });

  it('shares nothing with another instance of itself', async () => {
    const source =
      'globalThis.count = 0; (ready) => { globalThis.count += 1; return Math.min(globalThis.count - 1, ready.length - 1); }';
    const one = await policyOf(source);
    const other = createPolicy(choiceOf(source));
    expect([one.choose(queue(3), 0), one.choose(queue(3), 0), other.choose(queue(3), 0)]).toEqual([0, 1, 0]);
    one.dispose?.();
    other.dispose?.();
  });

  it('decides forty thousand times without growing', async () => {
    const policy = await policyOf('(ready) => ready.length - 1');
    const ready = queue(4);
    for (let round = 0; round < 40_000; round++) policy.choose(ready, round);
    expect(policy.choose(ready, 0)).toBe(3);
    policy.dispose?.();
  });

  it('sees the first 1024 of a longer queue', async () => {
    const policy = await policyOf('(ready) => ready.length - 1');
    expect(policy.choose(queue(5000), 0)).toBe(1023);
    policy.dispose?.();
  });

  it('is replaced for good by first in, first out when it fails, which is told once', async () => {
    const failures: string[] = [];
    const own = await policyOf('(ready) => ready.length > 2 ? 99 : ready.length - 1');
    const policy = guardedPolicy(own, ({ message }) => failures.push(message));
    const reversed = queue(3).reverse();
    expect(policy.choose(queue(2), 0)).toBe(1);
    expect(policy.choose(reversed, 0)).toBe(2);
    expect(policy.choose(queue(2), 0)).toBe(0);
    policy.choose(reversed, 0);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('returned 99');
    policy.dispose?.();
  });

  it('must be prepared before it is made', () => {
    expect(() => createPolicy(choiceOf('(ready) => 0 // never prepared'))).toThrow('was not prepared');
  });
});

describe('a guarded policy', () => {
  it('lets a bug of ours through', () => {
    const broken: Policy = {
      choose: () => {
        throw new Error('invariant broken');
      },
    };
    expect(() => guardedPolicy(broken, () => {}).choose(queue(1), 0)).toThrow('invariant broken');
  });
});
