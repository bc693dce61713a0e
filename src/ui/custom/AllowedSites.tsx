/** The sites that models may always be fetched from, where addresses are typed; each can be forgotten. */
import { useState } from 'react';
import { usePlaygroundHandle } from '../store';

export function AllowedSites() {
  const { custom } = usePlaygroundHandle();
  const [told, setTold] = useState('');
  const sites = custom.origins.list();
  const forget = (origin: string) =>
    setTold(
      custom.origins.forget(origin)
        ? `${origin} is forgotten: you are asked before anything is fetched from there.`
        : `${origin} could not be forgotten: this browser refuses its storage.`,
    );
  return (
    <>
      {sites.length > 0 && (
        <>
          <h4>Sites that are always allowed</h4>
          <ul className="own-list" aria-label="Sites that are always allowed">
            {sites.map((origin) => (
              <li key={origin}>
                <span className="own-name">{origin}</span>
                <button type="button" aria-label={`Forget ${origin}`} onClick={() => forget(origin)}>
                  Forget
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {told !== '' && (
        <p role="status" className="dim">
          {told}
        </p>
      )}
    </>
  );
}
