/** The numbers behind a chart as tables that scroll within their panel and can be read cell by cell. */
import { memo } from 'react';
import { Hint } from '../../primitives/Hint';
import { TenantMark } from '../../primitives/TenantMark';
import type { TableData, TableRow } from './table-data';
import './table.css';

const Row = memo(
  function Row({ row }: { readonly row: TableRow }) {
    return (
      <tr>
        <th scope="row" title={row.head}>
          {row.index !== null && <TenantMark index={row.index} />} {row.head}
        </th>
        {row.cells.map((cell, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is told by its column alone
          <td key={column}>{cell}</td>
        ))}
      </tr>
    );
  },
  (before, after) =>
    before.row.head === after.row.head &&
    before.row.index === after.row.index &&
    before.row.cells.join('\n') === after.row.cells.join('\n'),
);

function OneTable({ table }: { readonly table: TableData }) {
  return (
    <table>
      <caption>{table.caption}</caption>
      <thead>
        <tr>
          {[table.head, ...table.columns].map(({ term, label }) => (
            <th key={label} scope="col">
              <Hint term={term}>{label}</Hint>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </tbody>
    </table>
  );
}

export function DataTables({ tables }: { readonly tables: readonly TableData[] }) {
  return (
    <div className="data-tables">
      {tables.map((table) => (
        <OneTable key={table.head.label + table.columns[0]?.label} table={table} />
      ))}
    </div>
  );
}
