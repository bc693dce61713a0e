/** A line for lists: what a run or an experiment was, and its first figure. */
import { type EvidenceDocument, isExperiment } from '../../domain/evidence';
import { figure } from '../plots/words';

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export function evidenceLine(document: EvidenceDocument): string {
  if (isExperiment(document)) {
    const done = counted(document.measurements.length, 'run');
    return [document.kind, done, ...(document.status === 'partial' ? ['partial'] : [])].join(' · ');
  }
  const { tenants, executors, totals } = document;
  const backends = [...new Set(executors.flatMap(({ backend }) => (backend === null ? [] : [backend])))];
  const first =
    totals.stp === null ? `${figure(totals.throughputPerSecond)} a second` : `STP ${figure(totals.stp)}`;
  return [counted(tenants.length, 'tenant'), backends.join(', '), first]
    .filter((part) => part !== '')
    .join(' · ');
}
