/** Downloads the run file of the run so far: the same document that the command line writes. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { downloadRun, exportRun } from '../run-export';
import { usePlayground, usePlaygroundHandle } from '../store';

export function ExportRun() {
  const handle = usePlaygroundHandle();
  const [exporting, setExporting] = useState(false);
  const ran = usePlayground(
    (state) => state.snapshot?.tenants.some((tenant) => tenant.arrivals > 0) ?? false,
  );
  const empty = usePlayground((state) => (state.snapshot?.tenants.length ?? 0) === 0);
  const whyNot = empty
    ? 'There are no tenants: add a model, and run it'
    : 'Run first: there is nothing to export yet';
  const act = async () => {
    setExporting(true);
    try {
      downloadRun(await exportRun(handle));
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      const text = `The run could not be exported. ${reason}`;
      handle.store.getState().notify({ severity: 'problem', text, sticky: true, action: null });
    } finally {
      setExporting(false);
    }
  };
  return (
    <button
      type="button"
      disabled={!ran || exporting}
      title={ran ? 'Downloads the run file (JSON)' : whyNot}
      onClick={() => void act()}
    >
      <Download size={15} aria-hidden="true" /> Export run
    </button>
  );
}
