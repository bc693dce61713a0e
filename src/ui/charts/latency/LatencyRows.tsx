/**
 * One tenant's latency: percentiles, the waterfall beneath or beside them, and on demand its exact parts. Dense rows put
 * everything on one line.
 */
import { type CSSProperties, memo } from 'react';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { DASH, formatCount } from '../../format';
import type { Term } from '../../glossary';
import { Hint } from '../../primitives/Hint';
import { Spoken } from '../../primitives/Spoken';
import { TenantMark } from '../../primitives/TenantMark';
import { statusWords } from '../../tenant-words';
import { tenantColour } from '../../theme/tenant-mark';
import { overlapWords } from './overlap-words';
import { PipelineStages } from './PipelineStages';
import { bareMs, partRows } from './part-words';
import type { PipelineStage } from './pipeline-stages';
import { hasFacts, TenantFacts } from './TenantFacts';
import { WaterfallBar } from './WaterfallBar';

interface LatencyRowsProps {
  readonly tenant: TenantSnapshot;
  readonly index: number;
  readonly name: string;
  readonly scaleMs: number;
  readonly dense: boolean;
  readonly open: boolean;
  /** Its pipeline up to here while it is open; null when nothing triggers it. */
  readonly stages: readonly PipelineStage[] | null;
  readonly names: readonly string[];
  /** Of the same order as the names. */
  readonly ids: readonly string[];
  readonly onToggle: (tenantId: string) => void;
}

const ALL_COLUMNS = ['p50', 'p90', 'p95', 'p99', 'max'] as const satisfies readonly Term[];
/** What is left out stands in the table. */
const DENSE_COLUMNS = ['p50', 'p95', 'p99'] as const satisfies readonly Term[];

export const latencyColumns = (dense: boolean): readonly (typeof ALL_COLUMNS)[number][] =>
  dense ? DENSE_COLUMNS : ALL_COLUMNS;

/** Ready and running tenants look alike here: nothing of theirs was completed. */
const emptyWords = ({ status }: TenantSnapshot): string =>
  (status.kind === 'ready' ? null : statusWords(status)) ?? 'no completed requests in the window';

/** With more tenants the shares of each stand where its row is opened, and in the table: all rows stay in sight. */
const MOST_WITH_SHARES = 2;

/** What was opened at the foot of the panel would lie below its edge. */
const intoSight = (row: HTMLElement | null) => row?.scrollIntoView({ block: 'nearest' });

export const LatencyRows = memo(function LatencyRows(props: LatencyRowsProps) {
  const { tenant, index, name, scaleMs, dense, open, stages, names, ids, onToggle } = props;
  const { latencyMs, waterfall, config } = tenant;
  const columns = latencyColumns(dense);
  const tellsShares = open || ids.length <= MOST_WITH_SHARES;
  const overlap = tellsShares ? overlapWords(tenant, (id) => names[ids.indexOf(id)] ?? id) : null;
  const span = columns.length + (dense ? 3 : 2);
  const bar = (colSpan: number) => (
    <td colSpan={colSpan} className="waterfall-cell">
      {waterfall === null ? (
        <span className="dim">{emptyWords(tenant)}</span>
      ) : (
        <WaterfallBar name={name} waterfall={waterfall} scaleMs={scaleMs} />
      )}
    </td>
  );
  // React sets custom properties too; its type does not list them.
  const colour = { '--tenant': tenantColour(index) } as CSSProperties;
  return (
    <tbody style={colour}>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="latency-name quiet"
            aria-expanded={open}
            disabled={waterfall === null}
            onClick={() => onToggle(config.id)}
          >
            <TenantMark index={index} />
            <span title={name}>{name}</span>
          </button>
        </th>
        <td data-hint="samples" className="dim latency-n">
          {formatCount(latencyMs.n)}
        </td>
        {columns.map((column) => (
          <td key={column} data-hint={column} className={`latency-${column}`}>
            {latencyMs[column] === null ? (
              <Spoken words="not known yet">{DASH}</Spoken>
            ) : (
              bareMs(latencyMs[column])
            )}
          </td>
        ))}
        {dense && bar(1)}
      </tr>
      {!dense && <tr className="waterfall-row">{bar(span)}</tr>}
      {(open || !dense) && hasFacts(tenant, overlap) && (
        <tr className="facts-row">
          <td colSpan={span}>
            <TenantFacts tenant={tenant} overlap={overlap} />
          </td>
        </tr>
      )}
      {open && waterfall !== null && (
        <tr className="parts-row" ref={intoSight}>
          <td colSpan={span}>
            {stages !== null && <PipelineStages stages={stages} names={names} />}
            {partRows(waterfall).map(([term, words, value]) => (
              <Hint key={term} term={term} className="part-figure">
                {words} <b>{value}</b>
              </Hint>
            ))}
          </td>
        </tr>
      )}
    </tbody>
  );
});
