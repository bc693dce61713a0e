/** What was issued and has not ended, by tenant in order of issue: of each tenant only the first is served. */
import type { InService } from './in-service';

export class TenantLines {
  readonly #lines = new Map<string, InService[]>();

  /** @returns whether it is the first of its tenant. */
  add(entry: InService): boolean {
    const line = this.#lines.get(entry.tenantId) ?? [];
    line.push(entry);
    this.#lines.set(entry.tenantId, line);
    return line.length === 1;
  }

  /** @returns the one whose turn it is now; null when the tenant has no more. */
  remove(entry: InService): InService | null {
    const line = this.of(entry.tenantId).filter((other) => other !== entry);
    if (line.length > 0) this.#lines.set(entry.tenantId, line);
    else this.#lines.delete(entry.tenantId);
    return line[0] ?? null;
  }

  of(tenantId: string): readonly InService[] {
    return this.#lines.get(tenantId) ?? [];
  }

  all(): readonly InService[] {
    return [...this.#lines.values()].flat();
  }
}
