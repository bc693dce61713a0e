/** Every policy, grain and gate in the simulator: sortable, the present one marked, each to be tried live. */
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { SweepChoice, SweepResult } from '../../domain/simulation';
import { Hint } from '../primitives/Hint';
import { SelectField } from '../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../store';
import { tenantName } from '../tenant-words';
import { choiceKey, schedulingFor, sharedGroups } from './choices';
import { choiceWords } from './policy-facts';
import { type ColumnId, type Order, ranked, worthTrying } from './ranking';
import { useTried } from './use-tried';
import { WhatIfHeads } from './WhatIfHeads';
import { WhatIfRow } from './WhatIfRow';

export function WhatIf({ results }: { readonly results: readonly SweepResult[] }) {
  const { commands, store } = usePlaygroundHandle();
  const catalog = usePlayground((state) => state.catalog);
  const tenants = usePlayground(useShallow((state) => state.snapshot?.scenario.tenants ?? []));
  const { present, tried, settling } = useTried();
  const [wanted, setWanted] = useState('');
  const [order, setOrder] = useState<Pick<Order, 'column' | 'bestFirst'>>({
    column: 'worst-hits',
    bestFirst: true,
  });
  const chosen = tenants.find(({ id }) => id === wanted) ?? tenants[0];
  const tenantId = chosen?.id ?? '';
  const now = present === null ? null : choiceKey(present);
  const best = worthTrying(results);
  const gated = results.some(({ choice }) => choice.gate !== 'free-for-all');
  const tryLive = (choice: SweepChoice) => {
    const { snapshot } = store.getState();
    if (snapshot === null) return;
    const next = schedulingFor(snapshot.scenario, choice, sharedGroups(snapshot.executors));
    void commands.applyScheduling(next, `Every executor: ${choiceWords(choice, gated)}.`);
  };
  const sortBy = (column: ColumnId) =>
    setOrder({ column, bestFirst: order.column === column ? !order.bestFirst : true });
  if (results.length === 0) return <p className="dim">Simulating every policy…</p>;
  return (
    <>
      <div className="what-if-head">
        {best !== null && choiceKey(best.choice) !== now && (
          <p>
            <Hint term="worth-trying">Worth trying</Hint>: <strong>{choiceWords(best.choice, gated)}</strong>{' '}
            <button type="button" className="small" onClick={() => tryLive(best.choice)}>
              Try live
            </button>
          </p>
        )}
        {best !== null && choiceKey(best.choice) === now && (
          <p>Nothing in the simulator does better than what holds now.</p>
        )}
        <SelectField
          label="Figures of"
          term="tenant"
          value={tenantId}
          choices={tenants.map((one) => ({ value: one.id, label: tenantName(catalog, one) }))}
          onChoose={setWanted}
        />
      </div>
      {present === null && (
        <p className="dim small-text">
          Now: executors or devices differ in how they choose. Every row below is the same on all of them.
        </p>
      )}
      <table className="predict-table what-if-table">
        <caption className="visually-hidden">Every combination, simulated</caption>
        <WhatIfHeads
          order={order}
          tenant={chosen === undefined ? '' : tenantName(catalog, chosen)}
          onSort={sortBy}
        />
        <tbody>
          {nowFirst(ranked(results, { ...order, tenantId }), now).map(({ choice, prediction }) => (
            <WhatIfRow
              key={choiceKey(choice)}
              {...{ choice, prediction, tenantId, gated, settling }}
              isNow={choiceKey(choice) === now}
              measured={tried.get(choiceKey(choice)) ?? null}
              onTry={tryLive}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What holds now stands above what could be tried, whatever the order: everything else is compared with it. */
const nowFirst = (results: readonly SweepResult[], now: string | null): readonly SweepResult[] => [
  ...results.filter(({ choice }) => choiceKey(choice) === now),
  ...results.filter(({ choice }) => choiceKey(choice) !== now),
];
