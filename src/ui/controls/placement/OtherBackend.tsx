/** The backends that a failed tenant could run on instead, each with what choosing it does. */
import { Shuffle } from 'lucide-react';
import { useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { Popover } from '../../primitives/Popover';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { type BackendOffer, otherBackends } from './other-backend';

interface OtherBackendProps {
  readonly tenantId: string;
  readonly name: string;
}

const keyOf = ({ backend, way, executorId }: BackendOffer): string => `${backend} ${way} ${executorId}`;

export function OtherBackend({ tenantId, name }: OtherBackendProps) {
  const { store } = usePlaygroundHandle();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  // As keys: offers are made anew from each snapshot.
  const keys = usePlayground(
    useShallow(({ snapshot }) => (snapshot === null ? [] : otherBackends(snapshot, tenantId).map(keyOf))),
  );
  if (keys.length === 0) return null;
  const { snapshot } = store.getState();
  return (
    <>
      <button
        ref={opener}
        type="button"
        className="small"
        aria-label={`Other backend: ${name}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        title="Other backend"
        onClick={() => setOpen(true)}
      >
        <Shuffle size={13} aria-hidden="true" /> <span className="action-word">Other backend</span>
      </button>
      {open && snapshot !== null && (
        <Popover label={`Other backend for ${name}`} anchor={opener} onClose={() => setOpen(false)}>
          <h3>{name} on another backend</h3>
          <Offers
            offers={otherBackends(snapshot, tenantId)}
            tenantId={tenantId}
            done={() => setOpen(false)}
          />
        </Popover>
      )}
    </>
  );
}

interface OffersProps {
  readonly offers: readonly BackendOffer[];
  readonly tenantId: string;
  readonly done: () => void;
}

function Offers({ offers, tenantId, done }: OffersProps) {
  const { commands } = usePlaygroundHandle();
  return (
    <div className="backend-offers">
      {offers.map((offer) => (
        <button
          key={keyOf(offer)}
          type="button"
          onClick={() => {
            done();
            void commands.takeBackend(tenantId, offer);
          }}
        >
          {offer.words}
        </button>
      ))}
    </div>
  );
}
