/** Whose lanes a recording has. How busy they were, they show themselves. */
import type { Scenario } from '../../../domain/scenario';
import { Hint } from '../../primitives/Hint';
import { TenantMark } from '../../primitives/TenantMark';
import type { LaneGeometry } from './lane-geometry';

export function RecordedLabels({
  geometry,
  scenario,
}: {
  readonly geometry: LaneGeometry;
  readonly scenario: Scenario;
}) {
  return (
    <ul className="lane-labels" style={{ paddingTop: geometry.axisHeight }}>
      {scenario.executors.map(({ id, backend }) => (
        <li key={id} style={{ height: geometry.laneHeight }}>
          <span className="lane-head">
            <Hint term="executor" className="lane-name">
              {id}
              <span className="dim lane-more"> · {backend}</span>
            </Hint>
            {scenario.tenants.map(
              ({ id: tenantId, executorId }, index) =>
                executorId === id && <TenantMark key={tenantId} index={index} />,
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
