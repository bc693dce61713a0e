/** The lanes: their labels, and the canvas as a region that mouse, touch and keyboard can use. */
import { type KeyboardEvent, type RefObject, useRef } from 'react';
import { usePlayground } from '../../store';
import { useTenantIds, useTenantNames } from '../use-tenant-names';
import { LaneLabels } from './LaneLabels';
import { laneTop } from './lane-geometry';
import { RequestCard } from './RequestCard';
import { spanOf } from './timeline-view';
import { useTimelineCanvas } from './use-timeline-canvas';
import { useTimelinePointer } from './use-timeline-pointer';
import type { TimelineControl } from './use-timeline-view';

const KEYS_WORDS =
  'The arrow keys go from request to request, along a lane or across lanes, and pause; with shift they move the picture. P pauses, plus and minus zoom. The same facts stand in a list after it.';
/** Of what is shown, by one press. */
const PAN_SHARE = 0.1;
/** A mark is as wide as its sign. */
const MARK_WIDTH = 10;

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
        <ChosenRequest control={control} picture={picture} />
      </div>
    </>
  );
}

interface ChosenRequestProps {
  readonly control: TimelineControl;
  readonly picture: ReturnType<typeof useTimelineCanvas>;
}

function ChosenRequest({ control, picture }: ChosenRequestProps) {
  const { chosen, view } = control;
  const names = useTenantNames();
  const tenantIds = useTenantIds();
  const lane = usePlayground(
    ({ snapshot }) => snapshot?.executors.findIndex((one) => one.config.id === chosen?.executorId) ?? -1,
  );
  if (chosen === null || lane < 0 || picture.width === 0) return null;
  const scale = picture.width / spanOf(view);
  const fromAt = control.edgeAt() - spanOf(view);
  const served = !Number.isNaN(chosen.completedAt);
  const lost = chosen.outcome === 'failed' ? chosen.endedAt : chosen.arrivedAt;
  const at = served ? chosen.startedAt : lost - MARK_WIDTH / 2 / scale;
  const wide = served ? (chosen.completedAt - chosen.startedAt) * scale : MARK_WIDTH;
  const { barHeight, depthHeight } = picture.geometry;
  const left = Math.max(0, (at - fromAt) * scale);
  const right = Math.min(picture.width, (at - fromAt) * scale + wide);
  const index = tenantIds.indexOf(chosen.tenantId);
  return (
    <RequestCard
      row={chosen}
      name={names[index] ?? chosen.tenantId}
      index={index}
      left={left}
      top={laneTop(picture.geometry, lane) + (served ? 0 : barHeight)}
      width={Math.max(3, right - left)}
      height={served ? barHeight : depthHeight + 2}
    />
  );
}
