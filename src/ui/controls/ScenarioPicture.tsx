/** A scenario as a small picture: a column per executor, in it each tenant in its colour with what its task draws, and who triggers whom. */
import type { Scenario } from '../../domain/scenario';
import { TaskPicture } from '../primitives/TaskPicture';
import { usePlayground } from '../store';
import { tenantColour, tenantShape } from '../theme/tenant-mark';
import { PICTURE, pictureLayout, pictureLinks } from './picture-layout';

export function ScenarioPicture({ scenario }: { readonly scenario: Scenario }) {
  const models = usePlayground((state) => state.catalog?.models);
  const columns = pictureLayout(scenario);
  return (
    <svg className="scenario-picture" viewBox={`0 0 ${PICTURE.width} ${PICTURE.height}`} aria-hidden="true">
      {columns.map(({ id, x, y, width, height, tenants }) => (
        <g key={id}>
          <rect
            className="picture-column"
            x={x + 0.5}
            y={y + 0.5}
            width={width - 1}
            height={height - 1}
            rx="4"
          />
          <path className="picture-foot" d={`M${x + width / 2 - 6} ${PICTURE.height - 2}h12`} />
          {tenants.map((tenant) => {
            const task = models?.find((model) => model.id === tenant.modelId)?.task;
            const middle = tenant.y + tenant.height / 2;
            const content = tenant.iconSize + (tenant.withShape ? 12 : 0);
            const iconX = tenant.x + (tenant.width - content) / 2 + (tenant.withShape ? 12 : 0);
            return (
              <g key={tenant.id} color={tenantColour(tenant.index)}>
                <rect
                  className="picture-tenant"
                  x={tenant.x}
                  y={tenant.y}
                  width={tenant.width}
                  height={tenant.height}
                  rx="3"
                />
                {tenant.withShape && (
                  <text className="picture-shape" x={iconX - 8} y={middle + 3}>
                    {tenantShape(tenant.index)}
                  </text>
                )}
                {task !== undefined && (
                  <TaskPicture
                    task={task}
                    at={{ x: iconX, y: middle - tenant.iconSize / 2, size: tenant.iconSize }}
                  />
                )}
              </g>
            );
          })}
        </g>
      ))}
      {pictureLinks(scenario, columns).map(({ id, causeIndex, line, end }) => (
        <g key={id} color={tenantColour(causeIndex)}>
          <path className="picture-link" d={line} />
          <circle className="picture-link-end" cx={end.x} cy={end.y} r="2" />
        </g>
      ))}
    </svg>
  );
}
