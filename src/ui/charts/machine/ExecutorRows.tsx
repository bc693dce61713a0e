/** What each executor holds and does at the moment: busy, requests, memory in use and reserved. */
import { memo } from 'react';
import type { ExecutorSnapshot } from '../../../domain/snapshot';
import { budgetWarning } from '../../gpu/memory-words';
import { Hint } from '../../primitives/Hint';
import { EXECUTOR_COLUMNS, executorCells } from './machine-rows';

const ExecutorRow = memo(function ExecutorRow({ executor }: { readonly executor: ExecutorSnapshot }) {
  const { id } = executor.config;
  const warning = budgetWarning(executor.memoryBytes);
  return (
    <tr>
      <th scope="row" title={id}>
        {id}
      </th>
      {executorCells(executor).map((cell, at) => {
        const term = EXECUTOR_COLUMNS[at]?.term;
        if (term === 'memory-in-use' && warning !== null)
          return (
            <td key={term} className="warn" data-hint="memory-budget" data-hint-detail={`${warning} in use.`}>
              <span aria-hidden="true">! </span>
              {cell}
              <span className="visually-hidden">, {warning}</span>
            </td>
          );
        return (
          <td key={term} data-hint={term}>
            {cell}
          </td>
        );
      })}
    </tr>
  );
});

export const ExecutorRows = memo(function ExecutorRows({
  executors,
}: {
  readonly executors: readonly ExecutorSnapshot[];
}) {
  return (
    <table className="executor-rows" aria-label="Executors: busy, requests, memory">
      <thead>
        <tr>
          <th scope="col">
            <Hint term="executor">executor</Hint>
          </th>
          {EXECUTOR_COLUMNS.map(({ term, label }) => (
            <th key={term} scope="col">
              <Hint term={term}>{label}</Hint>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {executors.map((executor) => (
          <ExecutorRow key={executor.config.id} executor={executor} />
        ))}
      </tbody>
    </table>
  );
});
