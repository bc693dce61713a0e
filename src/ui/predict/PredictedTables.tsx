/** Predicted beside measured, with the error of each figure: for every tenant, and for all of them. */
import { Fragment } from 'react';
import type { Prediction } from '../../domain/simulation';
import { useSlowSnapshot } from '../charts/use-slow-snapshot';
import { Hint } from '../primitives/Hint';
import { TenantMark } from '../primitives/TenantMark';
import { usePlayground } from '../store';
import { tenantName } from '../tenant-words';
import { ComparedRows, FigureHeads } from './ComparedRows';
import { BASIS_WORDS } from './cost-words';
import { TENANT_FIGURES, TOTAL_FIGURES } from './figures';

export function PredictedTables({ prediction }: { readonly prediction: Prediction }) {
  const snapshot = useSlowSnapshot();
  const catalog = usePlayground((state) => state.catalog);
  if (snapshot === null) return null;
  const runs = snapshot.run.kind === 'running' && snapshot.measuring === null;
  const seconds = `last ${(snapshot.windowMs / 1000).toFixed(0)}\u202fs`;
  const measuredWords = runs ? `measured, ${seconds}` : 'measured: not running';
  return (
    <>
      <table className="predict-table">
        <caption>Each tenant</caption>
        <FigureHeads head="tenant" figures={TENANT_FIGURES} />
        <tbody>
          {prediction.tenants.map((simulated) => {
            const index = snapshot.tenants.findIndex(({ config }) => config.id === simulated.id);
            const tenant = snapshot.tenants[index];
            if (tenant === undefined) return null;
            return (
              <Fragment key={simulated.id}>
                <tr className="predict-group">
                  <th scope="rowgroup" colSpan={TENANT_FIGURES.length + 1}>
                    <TenantMark index={index} /> {tenantName(catalog, tenant.config)}{' '}
                    <Hint term="cost-basis" className="dim">
                      costs: {BASIS_WORDS[simulated.costBasis]}
                    </Hint>
                  </th>
                </tr>
                <ComparedRows
                  figures={TENANT_FIGURES}
                  simulated={simulated}
                  measured={runs ? tenant : null}
                  measuredWords={measuredWords}
                />
              </Fragment>
            );
          })}
        </tbody>
      </table>
      <table className="predict-table">
        <caption>All of them</caption>
        <FigureHeads head="sums" figures={TOTAL_FIGURES} />
        <tbody>
          <ComparedRows
            figures={TOTAL_FIGURES}
            simulated={prediction.totals}
            measured={runs ? snapshot.totals : null}
            measuredWords={measuredWords}
          />
        </tbody>
      </table>
    </>
  );
}
