/** One incident beside its flag: on purpose or not, who was hit, what they were told, and how long it lasted. */
import type { Incident } from '../../../domain/recovery';
import { epochNow, wallDate } from '../../epoch-clock';
import {
  causeWord,
  incidentName,
  recoveryWords,
  wantedTenants,
  whoWords,
} from '../../mishaps/incident-words';
import { usePlayground } from '../../store';
import { useTenantIds, useTenantNames } from '../use-tenant-names';
import { LaneCard, type LaneFrame } from './LaneCard';

interface IncidentCardProps {
  /** As it was when it was chosen. */
  readonly chosen: Incident;
  readonly frame: LaneFrame;
}

export function IncidentCard({ chosen, frame }: IncidentCardProps) {
  const snapshot = usePlayground((state) => state.snapshot);
  const ids = useTenantIds();
  const names = useTenantNames();
  // It may be over by now.
  const incident = snapshot?.incidents.find((one) => one.id === chosen.id) ?? chosen;
  const nameOf = new Map(ids.map((id, index) => [id, names[index] ?? id]));
  const facts = [
    ['at', wallDate(incident.at).toLocaleTimeString('en-GB')],
    ['who', whoWords(incident, nameOf)],
    ['code', incident.code ?? ''],
    ['recovery', recoveryWords(incident, epochNow(), wantedTenants(snapshot))],
  ] as const;
  return (
    <LaneCard subject={`incident ${incident.id}`} frame={frame}>
      <p>
        <strong>{incidentName(incident)}</strong> <span className="dim">{causeWord(incident)}</span>
      </p>
      <dl>
        {facts.map(([label, value]) =>
          value === '' ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p className="incident-message dim">{incident.message}</p>
    </LaneCard>
  );
}
