/** Closing a dialog by a press beside it, in browsers that do not know `closedby`; in the others it does nothing. */

/** @returns the function that ends it. */
export function closeByPressBeside(dialog: HTMLDialogElement): () => void {
  const known: object = dialog; // the DOM's types have it in every browser
  if ('closedBy' in known) return () => {};
  const onPress = (event: MouseEvent) => {
    // A press on the backdrop reaches the dialog itself, and lies outside of its box.
    if (event.target !== dialog) return;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left || x > right || y < top || y > bottom) dialog.close();
  };
  dialog.addEventListener('mousedown', onPress);
  return () => dialog.removeEventListener('mousedown', onPress);
}
