/** The lanes: their labels, and the canvas as a region that mouse, touch and keyboard can use. */
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { ChosenItem } from './ChosenItem';
import { LaneLabels } from './LaneLabels';
import { isIncident } from './timeline-item';
import type { TimelinePicture } from './use-timeline-canvas';
import { useTimelinePointer } from './use-timeline-pointer';
import type { TimelineControl } from './use-timeline-view';

const KEYS_WORDS =
  'The arrow keys go from request to request and to incidents, along a lane or across lanes, and pause; with shift they move the picture. Enter tells the whole life of a request. P pauses, plus and minus zoom. The same facts stand in a list after it.';
/** Of what is shown, by one press. */
const PAN_SHARE = 0.1;
/**
 * Whether the key does something here: then it does it, also while single keys of the page are turned off.
 * @param inside the field itself has the focus, not a card in it.
 */
function act({ key, shiftKey }: KeyboardEvent, control: TimelineControl, inside: boolean): boolean {
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
    case 'Enter':
      if (!inside) return false;
      if (control.chosen === null) control.step(-1);
      else if (!isIncident(control.chosen)) control.open(control.chosen);
      return true;
    case 'p':
      if (!inside || control.recording !== null || !(control.running || control.paused)) return false;
      control.togglePause();
      return true;
    case '+':
    case '=':
    case '-':
      if (!inside) return false;
      control.zoom(key === '-' ? 1 : -1);
      return true;
    case 'Escape':
      if (control.chosen === null) return false;
      if (control.opened) control.choose(control.chosen);
      else control.choose(null);
      return true;
    default:
      return false;
  }
}

interface TimelineFieldProps {
  readonly field: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly picture: TimelinePicture;
  readonly control: TimelineControl;
}

export function TimelineField({ field, canvas, picture, control }: TimelineFieldProps) {
  /** The card takes the focus when keys opened it, not when a press did. */
  const [byKeys, setByKeys] = useState(false);
  const handlers = useTimelinePointer(field, picture.screen, control);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!act(event, control, event.target === event.currentTarget)) return;
    setByKeys(true);
    event.preventDefault();
    // A card that closes under the keys gives the focus back.
    if (event.key === 'Escape') field.current?.focus();
  };
  const close = () => {
    control.choose(null);
    field.current?.focus();
  };
  return (
    <>
      <LaneLabels geometry={picture.geometry} recording={control.recording} />
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
        onPointerDownCapture={() => setByKeys(false)}
        {...handlers}
      >
        <canvas ref={canvas} style={{ height: picture.geometry.height }} />
        <ChosenItem control={control} picture={picture} focused={byKeys} onClose={close} />
      </div>
    </>
  );
}
