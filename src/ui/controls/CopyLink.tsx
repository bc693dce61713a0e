/** Copies the address, which carries the whole scenario, and says so. */
import { Check, Link } from 'lucide-react';
import { useEffect, useState } from 'react';
import { usePlaygroundHandle } from '../store';

const CONFIRM_MS = 2500;

export function CopyLink() {
  const { store } = usePlaygroundHandle();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setCopied(true);
    } catch {
      const text = `This browser does not allow copying. The link is the address of this page: ${location.href}`;
      store.getState().notify({ severity: 'info', text, sticky: true, action: null });
    }
  };
  return (
    <>
      <button type="button" className="copy-link" onClick={() => void copy()}>
        {copied ? <Check size={15} aria-hidden="true" /> : <Link size={15} aria-hidden="true" />}
        {copied ? 'Copied' : 'Copy link'}
      </button>
      <span className="visually-hidden" role="status">
        {copied ? 'The link is copied' : ''}
      </span>
    </>
  );
}
