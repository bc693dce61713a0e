/** Shown over the page when nothing can run: no catalog, no engine. */
import { PrivacyDoor } from '../privacy/PrivacyDoor';
import './overlays.css';

interface FatalPanelProps {
  readonly title: string;
  readonly message: string;
}

export function FatalPanel({ title, message }: FatalPanelProps) {
  return (
    <div className="fatal" role="alert">
      <h2>{title}</h2>
      <p>{message}</p>
      <p className="dim">
        Check that the server which gave you this page still runs (<code>npm start</code> assembles the models
        and starts it), then load the page again.
      </p>
      <div className="fatal-doors">
        <button type="button" className="primary" onClick={() => location.reload()}>
          Load again
        </button>
        <PrivacyDoor />
      </div>
    </div>
  );
}
