/** Copies a text and says so; where a browser does not allow it, says where the text stands instead. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

const CONFIRM_MS = 2500;

interface CopyButtonProps {
  readonly text: string;
  /** "Copy link". */
  readonly label: string;
  /** For those who listen: "The link is copied". */
  readonly done: string;
}

export function CopyButton({ text, label, done }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <>
      <button type="button" className="copy-button" onClick={() => void copy()}>
        {state === 'copied' ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
        {state === 'copied' ? 'Copied' : label}
      </button>
      <span className={state === 'refused' ? 'warn' : 'visually-hidden'} role="status">
        {state === 'copied' && done}
        {state === 'refused' &&
          'This browser does not allow copying: mark the text beside and copy it by its keys.'}
      </span>
    </>
  );
}
