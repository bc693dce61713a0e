/** What the throughput chart draws, between the series and the canvas. */
import type { TenantShape } from '../../theme/tenant-mark';
import type { AloneBand, ChangeMark } from './series';
import type { Ghost } from './stack';

export interface PlotTenant {
  readonly id: string;
  readonly name: string;
  /** Position in the scenario: colour and shape. */
  readonly index: number;
  readonly shape: TenantShape;
}

export interface PlotData {
  readonly xs: readonly number[];
  /** By tenant, in the order given to the plot: throughputs, or their running sums for areas. */
  readonly ys: readonly (readonly (number | null)[])[];
  readonly ghosts: readonly Ghost[];
  readonly marks: readonly ChangeMark[];
  readonly bands: readonly AloneBand[];
}

export const EMPTY_DATA: PlotData = { xs: [], ys: [], ghosts: [], marks: [], bands: [] };
export const CHART_FONT = '11px "Inter Variable", system-ui, sans-serif';
