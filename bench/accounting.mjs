/**
 * Is every request accounted for? Looks at one snapshot after the other: what arrived must be what ended, waits or is
 * served, at each of them, and no counter may run backwards. It knows no browser.
 */

/** @typedef {import('../e2e/automation.d.ts').SeenSnapshot['tenants'][number]} Tenant */

/** What an arrival becomes. */
const FATES = /** @type {const} */ (['completions', 'failed', 'dropped', 'rejected', 'queued', 'inFlight']);
/** What only grows while a scenario stands. */
const GROWING = /** @type {const} */ (['arrivals', 'completions', 'failed', 'dropped', 'rejected']);

/** Arrivals that are nowhere; below zero: some are counted twice. @param {Pick<Tenant, 'arrivals' | typeof FATES[number]>} tenant */
const unaccountedFor = (tenant) => tenant.arrivals - FATES.reduce((sum, fate) => sum + tenant[fate], 0);

export class Accounting {
  /** Tenants looked at, over all snapshots. */
  looks = 0;
  /** @type {string[]} what was wrong, in words */
  violations = [];
  /** @type {Map<string, Tenant>} */
  #before = new Map();

  /** @param {number} second since the start @param {readonly Tenant[]} tenants of one snapshot */
  look(second, tenants) {
    for (const tenant of tenants) {
      this.looks += 1;
      const { id } = tenant.config;
      const lost = unaccountedFor(tenant);
      if (lost !== 0) this.violations.push(`${second} s, ${id}: ${lost} of ${tenant.arrivals} arrivals`);
      const before = this.#before.get(id);
      for (const counter of GROWING) {
        if (before !== undefined && tenant[counter] < before[counter]) {
          this.violations.push(
            `${second} s, ${id}: ${counter} fell from ${before[counter]} to ${tenant[counter]}`,
          );
        }
      }
      this.#before.set(id, tenant);
    }
  }

  /** @param {typeof FATES[number] | 'arrivals'} counter summed over the tenants at the last look */
  total(counter) {
    return [...this.#before.values()].reduce((sum, tenant) => sum + tenant[counter], 0);
  }
}
