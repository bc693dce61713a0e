/**
 * Keeps the keyboard's place: when what had the focus leaves the page, the nearest control that is still there gets it, else
 * what had it before. It knows the document only.
 */

const CONTROLS =
  'button:not(:disabled), select:not(:disabled), input:not(:disabled), textarea:not(:disabled), a[href], summary, [tabindex="0"]:not(.hint)';
/** Whoever worked in one of these should not find themselves in another. */
const ENDS = 'section, aside, dialog, main, [popover], .notices, .app, body';
const REMEMBERED = 12;

/** Where an element stood: its neighbours and parent, from itself outwards. */
type Way = readonly { readonly around: readonly (Element | null)[]; readonly parent: Element }[];

function wayOf(element: Element): Way {
  const way: Way[number][] = [];
  for (let at = element; at.parentElement !== null; at = at.parentElement)
    way.push({ around: [at.nextElementSibling, at.previousElementSibling], parent: at.parentElement });
  return way;
}

/** From the nearest place outwards; nothing beyond the region that is left of it. */
function* placesOn(way: Way): Generator<Element | null> {
  for (const { around, parent } of way) {
    yield* around;
    if (!parent.isConnected) continue;
    if (!parent.matches('main, .notices, .app, body')) yield parent;
    if (parent.matches(ENDS)) return;
  }
}

function focusIn(place: Element | null): boolean {
  if (place === null || !place.isConnected) return false;
  const controls = [...(place.matches(CONTROLS) ? [place] : []), ...place.querySelectorAll(CONTROLS)];
  return controls.some((control) => {
    if (control instanceof HTMLElement) control.focus();
    return document.activeElement === control; // what is hidden or inert takes no focus
  });
}

/** Returns the function that ends it. */
export function keepFocus(main: () => HTMLElement | null): () => void {
  let last: { readonly element: Element; readonly way: Way } | null = null;
  let before: readonly Element[] = [];
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    before = [target, ...before.filter((one) => one !== target && one.isConnected)].slice(0, REMEMBERED);
    last = { element: target, way: wayOf(target) };
  };
  const onChange = () => {
    if (last === null || last.element.isConnected) return;
    const { way } = last;
    last = null;
    // Whoever removed it may have put the focus somewhere already.
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    for (const place of placesOn(way)) if (focusIn(place)) return;
    for (const element of before) if (focusIn(element)) return;
    main()?.focus();
  };
  document.addEventListener('focusin', onFocus);
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', onFocus);
    observer.disconnect();
  };
}
