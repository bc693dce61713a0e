/** What of two configurations is the same, whatever the order of their fields. */
import { type ExecutorConfig, PLAIN_TERMS, type TenantConfig } from '../domain/scenario';

export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** The same worker serves both; how it chooses can be changed while it runs. */
export const sameWorker = (a: ExecutorConfig, b: ExecutorConfig | undefined): boolean =>
  a.id === b?.id && a.backend === b.backend && a.threads === b.threads;

/** What can be changed of a tenant while it runs. */
const ANY_TERMS = { ...PLAIN_TERMS, mode: 'auto' } as const;

/** What a tenant is worth, and how it runs where it lives, can be changed while it runs. */
export const sameButTerms = (a: TenantConfig, b: TenantConfig): boolean =>
  same({ ...a, ...ANY_TERMS }, { ...b, ...ANY_TERMS });

/** JSON with the fields of every object in alphabetical order. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
