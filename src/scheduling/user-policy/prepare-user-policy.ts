/**
 * The user's own policy, in two steps: preparing loads the sandbox and tries the source, asynchronously and once; after that
 * policies are made from it synchronously, as from any other row of the table. The sandbox is loaded only when needed.
 */
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import { EngineError, reportOf } from '../../domain/errors';
import type { Policy, PolicyChoice, ReadyRequest } from '../policy';
import { policyInvalid } from './failure-words';
import type { Sandbox } from './sandbox';

interface Prepared {
  readonly module: QuickJSWASMModule;
  readonly Sandbox: typeof Sandbox;
  /** A trap has left it unusable. */
  broken: boolean;
}

/** By source, the newest last: the one that runs, and the one that shall take its place. */
const prepared = new Map<string, Prepared>();
const KEPT = 4;

/**
 * Await this before `createPolicy` of a choice whose id is `user`; returns at once for every other.
 * @throws EngineError `policy-invalid`: it does not read, is no function, or fails on two requests that it is tried on;
 *   `network-unreachable`: the sandbox could not be fetched.
 */
export async function prepareUserPolicy({
  id,
  userPolicy,
}: Pick<PolicyChoice, 'id' | 'userPolicy'>): Promise<void> {
  if (id !== 'user') return;
  const source = userPolicy ?? '';
  if (prepared.get(source)?.broken === false) return;
  const candidate: Prepared = { ...(await load()), broken: false };
  const policy = open(candidate, source);
  try {
    policy.choose(TRIAL, TRIAL_AT);
  } finally {
    policy.dispose?.();
  }
  prepared.delete(source);
  prepared.set(source, candidate);
  for (const oldest of prepared.keys()) if (prepared.size > KEPT) prepared.delete(oldest);
}

/** Throws from `choose` when it fails: wrap it by `guardedPolicy`. @throws EngineError `policy-invalid` when not prepared. */
export function createUserPolicy({ userPolicy }: PolicyChoice): Policy {
  const source = userPolicy ?? '';
  const home = prepared.get(source);
  if (home === undefined) throw new Error('invariant broken: the user policy was not prepared');
  if (home.broken) throw policyInvalid('broke the sandbox before');
  return open(home, source);
}

async function load(): Promise<Omit<Prepared, 'broken'>> {
  try {
    const [{ loadQuickJs }, { Sandbox }] = await Promise.all([import('./quickjs'), import('./sandbox')]);
    return { module: await loadQuickJs(), Sandbox };
  } catch (thrown) {
    const { message } = reportOf(thrown, 'network-unreachable');
    throw new EngineError(
      'network-unreachable',
      `The sandbox for policies of your own could not be loaded (${message}). Is the server still there? Apply the policy again.`,
      { cause: thrown },
    );
  }
}

function open(home: Prepared, source: string): Policy {
  const sandbox = new home.Sandbox(home.module, source, () => {
    home.broken = true;
  });
  return { choose: (ready, now) => sandbox.decide(ready, now), dispose: () => sandbox.dispose() };
}

/** Any instant: what a policy is first tried on, so that what fails at once is told at once. */
const TRIAL_AT = 1000;
const trial = (requestId: number, deadlineAt: number | null): ReadyRequest => ({
  requestId,
  tenantId: `tenant-${requestId}`,
  arrivedAt: TRIAL_AT - requestId,
  deadlineAt,
  priority: requestId,
  weight: 1,
  estimatedMs: 10,
  remainingMs: 10,
  nextMs: 2,
  servedAt: null,
});
const TRIAL: readonly ReadyRequest[] = [trial(1, null), trial(2, TRIAL_AT + 20)];
