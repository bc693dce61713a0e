/** A QR code that fills the window, and the screen where the browser lets it. Any key that closes dialogs closes it. */
import { useLayoutEffect, useRef } from 'react';
import { CodePicture } from './CodePicture';
import type { QrCode } from './qr-matrix';

interface LargeCodeProps {
  readonly code: QrCode;
  readonly url: string;
  readonly onClose: () => void;
}

export function LargeCode({ code, url, onClose }: LargeCodeProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Refused in frames that may not, and on phones: the window is filled all the same.
    void document.documentElement.requestFullscreen?.().catch(() => {});
    return () => {
      element?.close();
      if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => {});
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="qr-large"
      aria-label="QR code of the link, large"
      closedby="any"
      onClose={() => dialog.current?.open !== true && onClose()}
    >
      <CodePicture code={code} label="QR code of the link, large" />
      <p>{url.length > 120 ? `${url.slice(0, 120)}…` : url}</p>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </dialog>
  );
}
