/** The heads of the table of combinations: whose figures they are, and by which of them it is sorted. */
import { Hint } from '../primitives/Hint';
import { COLUMN_IDS, COLUMNS, type ColumnId, type Order } from './ranking';

interface WhatIfHeadsProps {
  readonly order: Pick<Order, 'column' | 'bestFirst'>;
  /** Name of the one whose figures are shown. */
  readonly tenant: string;
  readonly onSort: (column: ColumnId) => void;
}

const widthOf = (about: 'all' | 'tenant') => COLUMN_IDS.filter((id) => COLUMNS[id].about === about).length;

export function WhatIfHeads({ order, tenant, onSort }: WhatIfHeadsProps) {
  return (
    <thead>
      <tr>
        <td />
        <th scope="colgroup" colSpan={widthOf('all')}>
          all tenants
        </th>
        <th scope="colgroup" colSpan={widthOf('tenant')}>
          {tenant}
        </th>
        <td />
      </tr>
      <tr>
        <th scope="col">
          <Hint term="policy">Policy</Hint>
        </th>
        {COLUMN_IDS.map((id) => {
          const { label, term, best } = COLUMNS[id];
          const sorted = order.column === id;
          const descending = (best === 'most') === order.bestFirst;
          return (
            <th key={id} scope="col" aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}>
              <button type="button" className="quiet small" data-hint={term} onClick={() => onSort(id)}>
                <span aria-hidden="true">{sorted ? (descending ? '▾' : '▴') : ''}</span> {label}
              </button>
            </th>
          );
        })}
        <th scope="col">
          <span className="visually-hidden">Try it</span>
        </th>
      </tr>
    </thead>
  );
}
