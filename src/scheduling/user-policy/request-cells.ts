/** Ready requests as numbers, for the sandbox: one array for all of them, kept from choice to choice. See `prelude.ts`. */
import type { ReadyRequest } from '../policy';
import { CELLS_EACH } from './prelude';

export class RequestCells {
  #cells = new Float64Array(CELLS_EACH * 64);

  /** @param numberOf the number under which the sandbox knows a tenant. @returns the numbers; zeros or old ones follow. */
  fill(ready: readonly ReadyRequest[], count: number, numberOf: (tenantId: string) => number): ArrayBuffer {
    if (this.#cells.length < count * CELLS_EACH) this.#cells = new Float64Array(count * CELLS_EACH * 2);
    const cells = this.#cells;
    for (let index = 0, at = 0; index < count; index++, at += CELLS_EACH) {
      const request = ready[index] as ReadyRequest; // below its length
      cells[at] = request.requestId;
      cells[at + 1] = numberOf(request.tenantId);
      cells[at + 2] = request.arrivedAt;
      cells[at + 3] = request.deadlineAt ?? Number.NaN;
      cells[at + 4] = request.priority;
      cells[at + 5] = request.weight;
      cells[at + 6] = request.estimatedMs;
      cells[at + 7] = request.remainingMs;
      cells[at + 8] = request.nextMs;
      cells[at + 9] = request.servedAt ?? Number.NaN;
    }
    return cells.buffer;
  }
}
