/** What is chosen on the timeline, framed, with its card: an incident's, a request's in short, or its whole life. */
import type { PointerEvent } from 'react';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { IncidentCard } from './IncidentCard';
import { incidentFrame, requestFrame } from './item-frame';
import { LifeCard } from './LifeCard';
import { RequestCard } from './RequestCard';
import { isIncident } from './timeline-item';
import { spanOf } from './timeline-view';
import { useLaneExecutorIds, useLaneTenantIds, useLaneTenantNames } from './use-lanes';
import type { TimelinePicture } from './use-timeline-canvas';
import type { TimelineControl } from './use-timeline-view';

interface ChosenProps {
  readonly control: TimelineControl;
  readonly picture: TimelinePicture;
  /** Whether the keys chose it. */
  readonly focused: boolean;
  readonly onClose: () => void;
}

/** A press on a card is none on the lanes beneath it. */
const keep = (event: PointerEvent) => event.stopPropagation();

export function ChosenItem({ control, picture, focused, onClose }: ChosenProps) {
  const { history } = usePlaygroundHandle();
  const { chosen, opened, view } = control;
  const names = useLaneTenantNames();
  const tenantIds = useLaneTenantIds();
  const chosenTenant = chosen !== null && !isIncident(chosen) ? chosen.tenantId : null;
  const mode = usePlayground(({ snapshot, recording }) =>
    recording === null
      ? snapshot?.tenants.find((one) => one.config.id === chosenTenant)?.gpu?.mode?.running
      : undefined,
  );
  const lane = useLaneExecutorIds().indexOf(chosen?.executorId ?? '');
  if (chosen === null || lane < 0 || picture.width === 0) return null;
  const place = {
    geometry: picture.geometry,
    lane,
    width: picture.width,
    spanMs: spanOf(view),
    toAt: control.edgeAt(),
  };
  if (isIncident(chosen))
    return (
      <IncidentCard
        chosen={chosen.incident}
        frame={incidentFrame(chosen.incident, { ...place, line: 0, lines: 1 })}
      />
    );
  const index = tenantIds.indexOf(chosen.tenantId);
  const shared = {
    row: chosen,
    name: names[index] ?? chosen.tenantId,
    index,
    frame: requestFrame(chosen, { ...place, ...picture.screen.lineOf(chosen.requestId, lane) }),
  };
  if (!opened) return <RequestCard {...shared} mode={mode} />;
  return (
    <div onPointerDown={keep} onPointerMove={keep} onPointerUp={keep}>
      <LifeCard
        {...shared}
        past={control.frozen.current?.past ?? history.past}
        focused={focused}
        onJump={control.jump}
        onClose={onClose}
      />
    </div>
  );
}
