/** A tenant that does not run: why, and what can be done. */
import { RotateCcw, Trash2 } from 'lucide-react';
import { usePlaygroundHandle } from '../../store';

interface TenantFailureProps {
  readonly tenantId: string;
  readonly name: string;
  readonly message: string;
}

export function TenantFailure({ tenantId, name, message }: TenantFailureProps) {
  const { commands } = usePlaygroundHandle();
  return (
    <>
      <p className="tenant-error small-text" title={message}>
        {message}
      </p>
      <div className="card-actions">
        <button
          type="button"
          className="small"
          aria-label={`Retry ${name}`}
          onClick={() => void commands.retryTenant(tenantId)}
        >
          <RotateCcw size={13} aria-hidden="true" /> Retry
        </button>
        <button
          type="button"
          className="small"
          aria-label={`Remove ${name}`}
          onClick={() => void commands.removeTenant(tenantId, name)}
        >
          <Trash2 size={13} aria-hidden="true" /> Remove
        </button>
      </div>
    </>
  );
}
