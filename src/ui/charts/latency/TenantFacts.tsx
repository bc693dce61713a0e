/** Beneath a tenant's latency: what became of its deadlines, of a pipeline how long the whole took, and who was there while it waited. */
import type { TenantSnapshot } from '../../../domain/snapshot';
import { formatCount } from '../../format';
import { Hint } from '../../primitives/Hint';
import { deadlineFate } from './deadline-words';
import type { OverlapWords } from './overlap-words';
import { bareMs } from './part-words';

/** Of the first of a pipeline the whole is its own latency: that stands above. */
const wholeOf = ({ config, pipeline }: TenantSnapshot) => (config.dependsOn === undefined ? null : pipeline);

export const hasFacts = (tenant: TenantSnapshot, overlap: OverlapWords | null): boolean =>
  deadlineFate(tenant) !== null || wholeOf(tenant) !== null || overlap !== null;

interface TenantFactsProps {
  readonly tenant: TenantSnapshot;
  readonly overlap: OverlapWords | null;
}

export function TenantFacts({ tenant, overlap }: TenantFactsProps) {
  const fate = deadlineFate(tenant);
  const pipeline = wholeOf(tenant);
  return (
    <>
      {fate !== null && (
        <Hint term="deadline-fate" className={fate.missed ? 'fact-figure fact-missed' : 'fact-figure'}>
          <b>{fate.hits}</b> {fate.of}
          {fate.rest === '' ? '' : `: ${fate.rest}`}
        </Hint>
      )}
      {pipeline !== null && (
        <Hint term="end-to-end" className="fact-figure">
          end to end p50 <b>{bareMs(pipeline.endToEndMs.p50)}</b> p95 <b>{bareMs(pipeline.endToEndMs.p95)}</b>
          , n = {formatCount(pipeline.endToEndMs.n)}
        </Hint>
      )}
      {pipeline !== null && pipeline.freshnessMs.n > 0 && (
        <Hint term="freshness" className="fact-figure">
          picture <b>{bareMs(pipeline.freshnessMs.p50)}</b> old
        </Hint>
      )}
      {overlap !== null && (
        <Hint term="overlap-share" className="fact-figure">
          {overlap.delay}: <b>{overlap.shares}</b>
        </Hint>
      )}
    </>
  );
}
