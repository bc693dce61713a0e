/**
 * Weighted fair queueing by strides (Waldspurger and Weihl 1995): the tenant whose pass is least, where service of t ms
 * raises a pass by t / weight. While tenants are backlogged their shares are as their weights, within one quantum.
 * A tenant that comes back is set to the least pass of those that stayed, so that it cannot save up time by being away.
 */
import { argMin, type Policy, type ReadyRequest } from './policy';

interface Account {
  pass: number;
  /** Number of the choice in which it was ready last. */
  seenIn: number;
}

/** Choices that a tenant may miss and not have left: the hop between two of its requests costs it one. */
const MISSED_AT_MOST = 1;

export function createWeightedFair(): Policy {
  const accounts = new Map<string, Account>();
  let choice = 0;
  /** Pass for who comes in this choice; below 0 until the first one asks, one for all of them. */
  let entry = -1;

  const stayed = ({ seenIn }: Account): boolean => seenIn >= choice - 1 - MISSED_AT_MOST;

  /** Pass at which somebody starts who comes now: the least of those that stayed, or where the last busy period ended. */
  function entryPass(): number {
    let least = Number.POSITIVE_INFINITY;
    let most = 0;
    for (const account of accounts.values()) {
      if (stayed(account)) least = Math.min(least, account.pass);
      most = Math.max(most, account.pass);
    }
    return least === Number.POSITIVE_INFINITY ? most : least;
  }

  /** The account of a tenant that is ready now, with the pass at which it stands in this choice. */
  function accountOf(tenantId: string): Account {
    const account = accounts.get(tenantId);
    if (account !== undefined && (account.seenIn === choice || stayed(account))) {
      account.seenIn = choice;
      return account;
    }
    if (entry < 0) entry = entryPass();
    if (account !== undefined) {
      account.pass = Math.max(account.pass, entry);
      account.seenIn = choice;
      return account;
    }
    const made = { pass: entry, seenIn: choice };
    accounts.set(tenantId, made);
    return made;
  }

  const passOf = ({ tenantId }: ReadyRequest): number => accountOf(tenantId).pass;
  return {
    choose(ready) {
      choice += 1;
      entry = -1;
      return argMin(ready, passOf);
    },
    served({ tenantId, weight }, ranMs) {
      const account = accounts.get(tenantId);
      if (account !== undefined) account.pass += ranMs / weight;
    },
  };
}
