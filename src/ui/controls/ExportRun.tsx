/** Opens the menu of what a run can leave the tab as; the menu's own code is fetched when it is first opened. */
import { ChevronDown, Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { lazyPart, useLazyPart } from '../primitives/use-lazy-part';
import { usePlayground } from '../store';

const MENU = lazyPart('The menu of exports', async () => (await import('../evidence/ExportMenu')).ExportMenu);

export function ExportRun() {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const Menu = useLazyPart(MENU, open, close);
  const ran = usePlayground(
    (state) => state.snapshot?.tenants.some((tenant) => tenant.arrivals > 0) ?? false,
  );
  const empty = usePlayground((state) => (state.snapshot?.tenants.length ?? 0) === 0);
  const whyNot = empty
    ? 'There are no tenants: add a model, and run it'
    : 'Run first: there is nothing to export yet';
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        disabled={!ran}
        title={ran ? 'Export this run: files, Perfetto, the history' : whyNot}
        onClick={() => setOpen(!open)}
      >
        <Download size={15} aria-hidden="true" /> Export
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      {Menu !== null && <Menu anchor={button} onClose={close} />}
    </>
  );
}
