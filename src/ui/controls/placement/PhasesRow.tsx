/** What it took to get a tenant ready, phase by phase, apart from what an inference takes now. */
import type { TenantSnapshot } from '../../../domain/snapshot';
import { formatMs } from '../../format';
import type { Term } from '../../glossary';
import { Hint } from '../../primitives/Hint';

export function PhasesRow({ tenant: { phases, serviceTimeMs } }: { readonly tenant: TenantSnapshot }) {
  const parts: readonly (readonly [Term, string, number | null])[] = [
    ['download-phase', 'Download', phases.downloadMs],
    ['parse-phase', 'Parse, upload', phases.parseMs],
    ['compile-phase', 'Compile', phases.compileMs],
    ['first-inference-phase', 'First run', phases.firstInferenceMs],
    ['steady-phase', 'Steady', serviceTimeMs.p50 ?? serviceTimeMs.mean],
  ];
  return (
    <dl className="phases small-text">
      {parts.map(([term, label, ms]) => (
        <div key={label}>
          <dt className="dim">
            <Hint term={term}>{label}</Hint>
          </dt>
          <dd>{formatMs(ms)}</dd>
        </div>
      ))}
    </dl>
  );
}
