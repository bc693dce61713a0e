/**
 * Which evidence workers still live, by the browser's locks: each holds one for as long as it does. So a removed entry is
 * erased only when nobody can bring it back any more. It knows nothing of entries.
 */

const PREFIX = 'multi-dnn-history-';

export interface WorkerLives {
  /** Of this one. */
  readonly token: string;
  /** All that live, this one included. */
  living(): Promise<ReadonlySet<string>>;
}

const newToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/** Where the browser has no locks, every other worker counts as ended. */
export function workerLives(locks: LockManager | undefined): WorkerLives {
  const token = newToken();
  const held = new Promise<void>((resolve) => {
    if (locks === undefined) {
      resolve();
      return;
    }
    const forever = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    locks.request(`${PREFIX}${token}`, forever).catch(() => resolve());
  });
  return {
    token,
    async living() {
      await held;
      const told = await locks?.query().catch(() => null);
      const names = (told?.held ?? []).map(({ name }) => name ?? '');
      return new Set([
        token,
        ...names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)),
      ]);
    },
  };
}
