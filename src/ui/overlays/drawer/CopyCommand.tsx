/** A command for the terminal, and a button that copies it. */
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { usePlaygroundHandle } from '../../store';

interface CopyCommandProps {
  readonly command: string;
  /** Whose command it is, for those who hear the button only. */
  readonly label: string;
  readonly onCopied: () => void;
}

export function CopyCommand({ command, label, onCopied }: CopyCommandProps) {
  const { store } = usePlaygroundHandle();
  const [copied, setCopied] = useState(false);
  const refused = () =>
    store.getState().notify({
      severity: 'problem',
      text: `The browser did not allow copying. The command is: ${command}`,
      sticky: true,
      action: null,
    });
  const done = () => {
    setCopied(true);
    onCopied();
  };
  const copy = () =>
    // Without a secure context there is no clipboard at all.
    (navigator.clipboard?.writeText(command) ?? Promise.reject(new Error('no clipboard'))).then(
      done,
      refused,
    );
  const Icon = copied ? Check : Copy;
  return (
    <div className="copy-command">
      <code>{command}</code>
      <button type="button" className="small" data-result aria-label={label} onClick={() => void copy()}>
        <Icon size={13} aria-hidden="true" /> {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
