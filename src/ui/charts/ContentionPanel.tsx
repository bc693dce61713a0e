/** How much the tenants slow each other: slowdown per tenant, STP, ANTT and fairness, all against solo baselines. */
import { type CSSProperties, useRef } from 'react';
import type { Snapshot } from '../../domain/snapshot';
import { MatrixButton } from '../experiments/MatrixButton';
import { DASH, formatFigure } from '../format';
import type { Term } from '../glossary';
import { Hint } from '../primitives/Hint';
import { Panel } from '../primitives/Panel';
import { Spoken } from '../primitives/Spoken';
import { AutomaticSwitch } from './contention/AutomaticSwitch';
import { originWords } from './contention/baseline-words';
import { contentionTables } from './contention/contention-table';
import { type Fare, fareOf, tenantsInSums, whyNoFigure } from './contention/contention-view';
import { DeadlineFigures } from './contention/DeadlineFigures';
import { MeasureBar } from './contention/MeasureBar';
import { SlowdownRow } from './contention/SlowdownRow';
import { EmptyState } from './EmptyState';
import { steadyCeil } from './nice-scale';
import { DataTables } from './table/DataTable';
import { useSlowSnapshot } from './use-slow-snapshot';
import { useTenantNames } from './use-tenant-names';
import './contention/contention.css';

/** The line at 1 should not stand at the end of the scale. */
const SMALLEST_SCALE = 2;

function useScale(fares: readonly Fare[]): number {
  const inForce = useRef(SMALLEST_SCALE);
  const largest = Math.max(0, ...fares.map((fare) => (fare.kind === 'slowdown' ? fare.slowdown : 0)));
  inForce.current = Math.max(SMALLEST_SCALE, steadyCeil(inForce.current, largest));
  return inForce.current;
}

/** Sums mean nothing while one tenant runs alone. */
function figuresOf(snapshot: Snapshot): readonly (readonly [Term, string, string, string])[] {
  const { stp, antt, jainFairness, minNpRatio } = snapshot.totals;
  const shown = (value: number | null) => formatFigure(snapshot.measuring === null ? value : null);
  return [
    [
      'stp',
      `STP of ${tenantsInSums(snapshot)}`,
      shown(stp),
      `System throughput, STP, of ${tenantsInSums(snapshot)}`,
    ],
    ['antt', 'ANTT', shown(antt), 'Average normalised turnaround time, ANTT'],
    ['jain', 'Jain', shown(jainFairness), 'Fairness after Jain'],
    ['min-np-ratio', 'min/max NP', shown(minNpRatio), 'Smallest by largest normalised progress'],
  ];
}

function ContentionTable() {
  return <DataTables tables={contentionTables(useSlowSnapshot(), useTenantNames())} />;
}

export function ContentionPanel() {
  const snapshot = useSlowSnapshot();
  const names = useTenantNames();
  const fares = snapshot?.tenants.map((tenant) => fareOf(tenant, snapshot)) ?? [];
  const scale = useScale(fares);
  if (snapshot === null || snapshot.tenants.length === 0) {
    return (
      <Panel title="Contention">
        <EmptyState outline="slowdown">Add models to see how much they slow each other down.</EmptyState>
      </Panel>
    );
  }
  const reason = whyNoFigure(snapshot);
  const origin = originWords(snapshot, names);
  const bases = new Set(fares.map((fare) => (fare.kind === 'slowdown' ? fare.basis : null)));
  bases.delete(null);
  // React sets custom properties too; its type does not list them.
  const style = { '--rows': fares.length, '--one': 1 / scale } as CSSProperties;
  return (
    <Panel
      title="Contention"
      note={<Hint term="slowdown">beside the others against alone</Hint>}
      className="contention-panel"
      table={<ContentionTable />}
    >
      <dl className="contention-figures">
        {figuresOf(snapshot).map(([term, label, value, spoken]) => (
          <div key={term}>
            <dt>
              <Hint term={term} spoken={spoken}>
                {label}
              </Hint>
            </dt>
            {value === DASH ? (
              <dd className="no-figure">
                <Spoken words="not known yet">{value}</Spoken>
              </dd>
            ) : (
              <dd>{value}</dd>
            )}
          </div>
        ))}
      </dl>
      <DeadlineFigures snapshot={snapshot} />
      <div className="slowdown-rows">
        <table
          aria-label="Slowdown by model"
          style={style}
          data-mixed={bases.size > 1}
          data-bars={bases.size > 0}
        >
          <thead className={bases.size === 0 ? 'visually-hidden' : undefined}>
            <tr>
              <th scope="col">
                <span className="visually-hidden">model</span>
              </th>
              <th scope="col" className="slowdown-one">
                <Hint term="slowdown" spoken="bar; as fast as alone is 1">
                  1× alone
                </Hint>
              </th>
              <th scope="col">
                <span className="visually-hidden">slowdown</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {snapshot.tenants.map((tenant, index) => {
              const fare = fares[index];
              return (
                <SlowdownRow
                  key={tenant.config.id}
                  index={index}
                  name={names[index] ?? ''}
                  slowdown={fare?.kind === 'slowdown' ? fare.slowdown : null}
                  basis={fare?.kind === 'slowdown' ? fare.basis : 'throughput'}
                  sayBasis={bases.size > 1}
                  alonePerSecond={fare?.kind === 'measured' ? fare.perSecond : null}
                  words={fare?.kind === 'words' ? fare.words : ''}
                  scale={scale}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      {reason !== null && <p className="contention-reason">{reason}</p>}
      {origin !== null && (
        <p className="contention-reason">
          <Hint term="baseline-origin">{origin}</Hint>
        </p>
      )}
      <MeasureBar urgent={snapshot.tenants.every((tenant) => tenant.alone === null)} />
      <AutomaticSwitch />
      <MatrixButton />
    </Panel>
  );
}
