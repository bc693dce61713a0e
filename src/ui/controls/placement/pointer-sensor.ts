/**
 * Dragging by mouse, pen and finger. A mouse drags a card from anywhere on it; a finger drags at once by the handle and
 * after a long press elsewhere, so that swiping over cards still scrolls.
 */
import { PointerActivationConstraints, PointerSensor } from '@dnd-kit/dom';
import { isElement } from '@dnd-kit/dom/utilities';

const LONG_PRESS_MS = 300;
/** A press that wanders less than this is a click, in CSS pixels. */
const CLICK_PX = 5;

const { Delay, Distance } = PointerActivationConstraints;

export const pointerSensor = PointerSensor.configure({
  activatorElements: (source) => [source.element],
  activationConstraints: (event, source) => {
    const onHandle = isElement(event.target) && source.handle?.contains(event.target) === true;
    return event.pointerType !== 'touch' || onHandle
      ? [new Distance({ value: CLICK_PX })]
      : [new Delay({ value: LONG_PRESS_MS, tolerance: CLICK_PX })];
  },
  preventActivation: ({ target }, source) => {
    if (!isElement(target) || source.handle?.contains(target) === true) return false;
    // A card's settings are inside the card, but on top of the page.
    return target.closest('button, select, input, a, [popover]') !== null;
  },
});
