/** What leaves the page by hand: the link with its QR code, and the frame for slides. It sends nothing anywhere. */
import { Share2 } from 'lucide-react';
import { useMemo } from 'react';
import { Dialog } from '../primitives/Dialog';
import { usePlayground } from '../store';
import { CopyButton } from './CopyButton';
import { EmbedPart } from './EmbedPart';
import { QrPart } from './QrPart';
import { onlyHere, shareLink } from './share-link';
import './share.css';

export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const scenario = usePlayground((state) => state.snapshot?.scenario);
  const presets = usePlayground((state) => state.presets);
  const link = useMemo(() => shareLink(location, scenario, presets), [scenario, presets]);
  return (
    <Dialog title="Share" onClose={onClose}>
      {link.kind === 'none' ? (
        <p className="warn">{link.why}</p>
      ) : (
        <>
          <h3>Link</h3>
          <div className="share-line">
            <input
              type="text"
              readOnly
              aria-label="Link"
              value={link.url}
              onFocus={(event) => event.target.select()}
            />
            <CopyButton text={link.url} label="Copy link" done="The link is copied" />
            <NativeShare url={link.url} />
          </div>
          <p className="dim">
            It holds the scenario: models, placement, policies, workloads, deadlines, seed. No measurement, no
            picture, nothing of this machine; a model of your own by its address or its name only.
          </p>
          {onlyHere(location) && (
            <p className="warn">
              {location.host} is this machine: others open the link when the playground is served under a name
              that they reach.
            </p>
          )}
          <h3>QR code</h3>
          <QrPart url={link.url} />
          <h3>In a page of slides</h3>
          <EmbedPart hash={link.hash} />
        </>
      )}
    </Dialog>
  );
}

/** The system's own way to hand things on, where there is one. */
function NativeShare({ url }: { readonly url: string }) {
  // Absent in many browsers, whatever the DOM's types say.
  const share = (navigator as { share?: Navigator['share'] }).share;
  if (share === undefined) return null;
  const act = () => share.call(navigator, { title: 'Multi-DNN Playground', url });
  return (
    // Whoever closes the system's dialog has refused nothing that is worth a message.
    <button type="button" onClick={() => void act().catch(() => {})}>
      <Share2 size={15} aria-hidden="true" /> Send…
    </button>
  );
}
