/** Opens the dialog with the link, its QR code and the frame for slides. */
import { Share2 } from 'lucide-react';
import { usePlaygroundHandle } from '../store';

export function ShareButton() {
  const { store } = usePlaygroundHandle();
  return (
    <button
      type="button"
      aria-label="Share"
      title="Share: a link, a QR code for the room, a frame for slides"
      onClick={() => store.getState().set({ dialog: 'share' })}
    >
      <Share2 size={15} aria-hidden="true" /> <span className="bar-words">Share</span>
    </button>
  );
}
