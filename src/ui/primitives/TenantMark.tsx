/** A tenant's shape in its colour: the pair stands for the tenant on the whole page. */
import { tenantColour, tenantShape } from '../theme/tenant-mark';

/** `index`: the tenant's position in the scenario. */
export function TenantMark({ index }: { readonly index: number }) {
  return (
    <span className="tenant-mark" style={{ color: tenantColour(index) }} aria-hidden="true">
      {tenantShape(index)}
    </span>
  );
}
