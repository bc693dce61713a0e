/** The QR code of a link: small in the dialog, and as large as the screen for a projector. */
import { Maximize2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { CodePicture } from './CodePicture';
import { LargeCode } from './LargeCode';
import { bytesOf, COMFORTABLE_BYTES, MOST_BYTES, qrCode } from './qr-matrix';

export function QrPart({ url }: { readonly url: string }) {
  const code = useMemo(() => qrCode(url), [url]);
  const [large, setLarge] = useState(false);
  const bytes = bytesOf(url);
  if (code === null)
    return (
      <p className="warn">
        The link has {bytes.toLocaleString('en')} characters, and a QR code holds at most{' '}
        {MOST_BYTES.toLocaleString('en')}. Take out what the room does not need (recorded arrivals, models of
        your own, a policy of your own), or hand the link on as text.
      </p>
    );
  return (
    <div className="qr-part">
      <CodePicture code={code} label="QR code of the link" />
      <div>
        <button type="button" onClick={() => setLarge(true)}>
          <Maximize2 size={15} aria-hidden="true" /> Large, for a projector
        </button>
        <p className="dim">
          {bytes.toLocaleString('en')} of at most {MOST_BYTES.toLocaleString('en')} characters, {code.modules}{' '}
          modules a side.
          {bytes > COMFORTABLE_BYTES &&
            ' So fine a code is read from near by only: show it large, or choose a scenario of the list, whose links are short.'}
        </p>
      </div>
      {large && <LargeCode code={code} url={url} onClose={() => setLarge(false)} />}
    </div>
  );
}
