/** A scenario as a small picture: a column per executor, a bar per tenant in its colour. */
import type { Scenario } from '../../domain/scenario';
import { tenantColour } from '../theme/tenant-mark';

const WIDTH = 72;
const HEIGHT = 44;

export function ScenarioPicture({ scenario }: { readonly scenario: Scenario }) {
  const columns = scenario.executors.length;
  const width = Math.min(24, (WIDTH - 4) / columns - 4);
  const left = (column: number) => (WIDTH - columns * (width + 4) + 4) / 2 + column * (width + 4);
  return (
    <svg className="scenario-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {scenario.executors.map((executor, column) => {
        const residents = scenario.tenants
          .map((tenant, index) => ({ tenant, index }))
          .filter(({ tenant }) => tenant.executorId === executor.id);
        const height = Math.min(12, (HEIGHT - 12) / Math.max(1, residents.length) - 3);
        return (
          <g key={executor.id}>
            <rect
              className="picture-column"
              x={left(column)}
              y="2"
              width={width}
              height={HEIGHT - 4}
              rx="3"
            />
            {residents.map(({ tenant, index }, row) => (
              <rect
                key={tenant.id}
                x={left(column) + 2.5}
                y={6 + row * (height + 3)}
                width={width - 5}
                height={height}
                rx="2"
                fill={tenantColour(index)}
              />
            ))}
          </g>
        );
      })}
    </svg>
  );
}
