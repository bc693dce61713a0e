/** A table behind a chart as plain data: what stands in each cell, in words. It knows no markup. */
import type { Term } from '../../glossary';

interface TableColumn {
  readonly term: Term;
  /** With the unit, when all cells share it. */
  readonly label: string;
}

export interface TableRow {
  readonly key: string;
  readonly head: string;
  /** Position of the tenant whose mark stands before the head; null for none. */
  readonly index: number | null;
  readonly cells: readonly string[];
}

export interface TableData {
  readonly caption: string;
  readonly head: TableColumn;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}
