/** Beneath a tenant's latency: what became of its deadlines, and of a pipeline how long the whole took and how old the picture was. */
import type { TenantSnapshot } from '../../../domain/snapshot';
import { formatCount } from '../../format';
import { Hint } from '../../primitives/Hint';
import { deadlineFate } from './deadline-words';
import { bareMs } from './part-words';

/** Of the first of a pipeline the whole is its own latency: that stands above. */
const wholeOf = ({ config, pipeline }: TenantSnapshot) => (config.dependsOn === undefined ? null : pipeline);

export const hasFacts = (tenant: TenantSnapshot): boolean =>
  deadlineFate(tenant) !== null || wholeOf(tenant) !== null;

export function TenantFacts({ tenant }: { readonly tenant: TenantSnapshot }) {
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
    </>
  );
}
