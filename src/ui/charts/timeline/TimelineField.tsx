/** The lanes: their labels, and the canvas as a region that mouse, touch and keyboard can use. */
import { type KeyboardEvent, type RefObject, useRef } from 'react';
import { usePlayground } from '../../store';
import { useTenantIds, useTenantNames } from '../use-tenant-names';
import { IncidentCard } from './IncidentCard';
import { incidentFrame, requestFrame } from './item-frame';
import { LaneLabels } from './LaneLabels';
import { RequestCard } from './RequestCard';
import { isIncident } from './timeline-item';
import { spanOf } from './timeline-view';
import { useTimelineCanvas } from './use-timeline-canvas';
import { useTimelinePointer } from './use-timeline-pointer';
import type { TimelineControl } from './use-timeline-view';

const KEYS_WORDS =
  'The arrow keys go from request to request and to incidents, along a lane or across lanes, and pause; with shift they move the picture. P pauses, plus and minus zoom. The same facts stand in a list after it.';
/** Of what is shown, by one press. */
const PAN_SHARE = 0.1;
/** Whether the key does something here: then it does it. */
function act({ key, shiftKey }: KeyboardEvent, control: TimelineControl): boolean {
  const by = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      if (shiftKey) control.pan(by * PAN_SHARE);
      else control.step(by);
      return true;
    case 'ArrowUp':
    case 'ArrowDown':
      control.stepAcross(by);
      return true;
    case 'Escape':
      if (control.chosen === null) return false;
      control.choose(null);
      return true;
    default:
      return false;
  }
}

interface TimelineFieldProps {
  /** The scrolling region around it. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly control: TimelineControl;
}

export function TimelineField({ place, control }: TimelineFieldProps) {
  const field = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useTimelineCanvas(place, canvas, control);
  const handlers = useTimelinePointer(field, picture.screen, control);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event, control)) event.preventDefault();
  };
  return (
    <>
      <LaneLabels geometry={picture.geometry} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div
        ref={field}
        className={control.paused ? 'timeline-field timeline-still' : 'timeline-field'}
        role="group"
        aria-label="Requests in service by executor"
        aria-description={KEYS_WORDS}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys need the focus
        tabIndex={0}
        onKeyDown={onKeyDown}
        {...handlers}
      >
        <canvas ref={canvas} style={{ height: picture.geometry.height }} />
        <ChosenItem control={control} picture={picture} />
      </div>
    </>
  );
}

interface ChosenProps {
  readonly control: TimelineControl;
  readonly picture: ReturnType<typeof useTimelineCanvas>;
}

function ChosenItem({ control, picture }: ChosenProps) {
  const { chosen, view } = control;
  const names = useTenantNames();
  const tenantIds = useTenantIds();
  const lane = usePlayground(
    ({ snapshot }) => snapshot?.executors.findIndex((one) => one.config.id === chosen?.executorId) ?? -1,
  );
  if (chosen === null || lane < 0 || picture.width === 0) return null;
  const place = {
    geometry: picture.geometry,
    lane,
    width: picture.width,
    spanMs: spanOf(view),
    toAt: control.edgeAt(),
  };
  if (isIncident(chosen))
    return <IncidentCard chosen={chosen.incident} frame={incidentFrame(chosen.incident, place)} />;
  const index = tenantIds.indexOf(chosen.tenantId);
  return (
    <RequestCard
      row={chosen}
      name={names[index] ?? chosen.tenantId}
      index={index}
      frame={requestFrame(chosen, place)}
    />
  );
}
