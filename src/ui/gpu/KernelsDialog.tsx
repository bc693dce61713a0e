/** GPU time of one tenant's kernels, measured when it is opened and when somebody asks again. */
import { useEffect, useState } from 'react';
import { DataTables } from '../charts/table/DataTable';
import { Dialog } from '../primitives/Dialog';
import { SelectField } from '../primitives/SelectField';
import { usePlayground } from '../store';
import { tenantName } from '../tenant-words';
import { kernelTable, profileLine, profileWarning } from './kernel-table';
import { type KernelState, useKernelProfile } from './use-kernel-profile';
import './gpu.css';

const RUNS = ['5', '20', '50'] as const;

export function KernelsDialog({ onClose }: { readonly onClose: () => void }) {
  const tenantId = usePlayground((state) => state.kernelsTenantId);
  const tenant = usePlayground(({ snapshot }) => snapshot?.tenants.find((one) => one.config.id === tenantId));
  const catalog = usePlayground((state) => state.catalog);
  const [runs, setRuns] = useState<(typeof RUNS)[number]>('5');
  const recorded = tenant?.gpu?.mode?.facts != null;
  const { state, measure } = useKernelProfile(tenantId);
  const why = tenant?.gpu?.mode?.reason ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens; after that somebody asks
  useEffect(() => {
    if (recorded) measure(Number(runs));
  }, []);
  const name = tenant === undefined ? 'a tenant' : tenantName(catalog, tenant.config);
  return (
    <Dialog title={`Kernels of ${name}`} onClose={onClose}>
      <div className="kernel-notes">
        <p>
          GPU time of one inference by kernel, each dispatch in a pass of its own: slower than a real
          inference. The other tenants of this executor wait meanwhile.
        </p>
        {!recorded && (
          <p role="status">
            There is no recording to measure. {tenant === undefined ? 'The tenant is gone.' : why}
          </p>
        )}
        <Measured state={state} />
      </div>
      {state.kind === 'measured' && (
        <div className="kernel-table">
          <DataTables tables={[kernelTable(state.profile)]} />
        </div>
      )}
      {recorded && (
        <div className="kernel-actions">
          <SelectField
            label="Runs"
            term="kernel-runs"
            value={runs}
            choices={RUNS.map((value) => ({ value, label: value }))}
            onChoose={setRuns}
          />
          <button type="button" disabled={state.kind === 'measuring'} onClick={() => measure(Number(runs))}>
            Measure again
          </button>
        </div>
      )}
    </Dialog>
  );
}

function Measured({ state }: { readonly state: KernelState }) {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'measuring':
      return (
        <p role="status">
          Measures {state.runs} {state.runs === 1 ? 'run' : 'runs'}: begins when the request in service has
          ended…
        </p>
      );
    case 'failed':
      return (
        <p role="alert" className="bad">
          Not measured. {state.message}
        </p>
      );
    case 'measured': {
      const { profile } = state;
      const warning = profileWarning(profile);
      return (
        <>
          <p className="dim" role="status">
            {profile.reason === null ? profileLine(profile) : `No times: ${profile.reason}`}
          </p>
          {profile.reason === null && warning !== null && <p className="warn">{warning}</p>}
        </>
      );
    }
  }
}
