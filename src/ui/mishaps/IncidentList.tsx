/** What went wrong so far, newest first: when, on purpose or not, what, who, and how long it took to recover. */
import { Flag, Moon } from 'lucide-react';
import type { Incident } from '../../domain/recovery';
import { epochNow, wallDate } from '../epoch-clock';
import { Hint } from '../primitives/Hint';
import { usePlayground } from '../store';
import { tenantName } from '../tenant-words';
import { causeWord, incidentName, isOpen, recoveryWords, wantedTenants, whoWords } from './incident-words';

const NOBODY: readonly Incident[] = [];

export function IncidentList() {
  const incidents = usePlayground((state) => state.snapshot?.incidents ?? NOBODY);
  return (
    <section aria-labelledby="mishaps-happened">
      <h3 id="mishaps-happened">
        <Hint term="incident">What happened</Hint>
      </h3>
      {incidents.length === 0 ? (
        <p className="dim">Nothing so far. Break something, and its effect and recovery time stand here.</p>
      ) : (
        <ol className="incidents">
          {incidents.toReversed().map((incident) => (
            <IncidentRow key={incident.id} incident={incident} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** Hollow: on purpose. Solid: by itself. As on the timeline. */
function CauseBadge({ incident }: { readonly incident: Incident }) {
  const word = causeWord(incident);
  const icon =
    word === 'sleep' ? (
      <Moon size={11} aria-hidden="true" />
    ) : (
      <Flag size={11} fill={word === 'failure' ? 'currentColor' : 'none'} aria-hidden="true" />
    );
  const tone = word === 'failure' ? 'bad' : 'dim';
  return word === 'injected' ? (
    <Hint term="injected" className={`badge ${tone}`}>
      {icon} {word}
    </Hint>
  ) : (
    <span className={`badge ${tone}`}>
      {icon} {word}
    </span>
  );
}

function IncidentRow({ incident }: { readonly incident: Incident }) {
  const catalog = usePlayground((state) => state.catalog);
  const snapshot = usePlayground((state) => state.snapshot);
  const nameOf = new Map((snapshot?.scenario.tenants ?? []).map((one) => [one.id, tenantName(catalog, one)]));
  const wanted = wantedTenants(snapshot);
  const open = isOpen(incident, wanted);
  const who = whoWords(incident, nameOf);
  return (
    <li className="incident">
      <p className="incident-head">
        <time dateTime={wallDate(incident.at).toISOString()}>
          {wallDate(incident.at).toLocaleTimeString('en-GB')}
        </time>
        <CauseBadge incident={incident} />
        <strong>{incidentName(incident)}</strong>
        <Hint term="recovery-time" className={open ? 'incident-end warn' : 'incident-end dim'}>
          {recoveryWords(incident, epochNow(), wanted)}
        </Hint>
      </p>
      {(who !== '' || incident.code !== null) && (
        <p className="dim small-text">
          {who}
          {incident.code !== null && (
            <>
              {who !== '' && ' · '}
              <Hint term="error-code">{incident.code}</Hint>
            </>
          )}
        </p>
      )}
      <p className="dim small-text incident-message">{incident.message}</p>
    </li>
  );
}
