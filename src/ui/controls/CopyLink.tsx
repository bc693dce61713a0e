/** Copies the address, which carries the whole scenario, and says so. */
import { Check, Link } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { hashOf } from '../scenario-link';
import { usePlayground, usePlaygroundHandle } from '../store';

const CONFIRM_MS = 2500;

/** Why there is no link to copy; null when there is one. */
function useWhyNot(): string | null {
  const scenario = usePlayground((state) => state.snapshot?.scenario);
  const presets = usePlayground((state) => state.presets);
  const tooLarge = useMemo(
    () => scenario !== undefined && hashOf(scenario, presets) === null,
    [scenario, presets],
  );
  if (scenario === undefined || scenario.tenants.length === 0)
    return 'There are no tenants, so there is no scenario to link to. Add a model first.';
  return tooLarge
    ? 'This scenario is too large for a link: most of it is pasted numbers. Export the run instead; its file carries the scenario.'
    : null;
}

export function CopyLink() {
  const { store } = usePlaygroundHandle();
  const whyNot = useWhyNot();
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
      <button
        type="button"
        className="copy-link"
        disabled={whyNot !== null}
        title={whyNot ?? 'Copies the address of this page, which carries the scenario'}
        onClick={() => void copy()}
      >
        {copied ? <Check size={15} aria-hidden="true" /> : <Link size={15} aria-hidden="true" />}
        {copied ? 'Copied' : 'Copy link'}
      </button>
      <span className="visually-hidden" role="status">
        {copied ? 'The link is copied' : ''}
      </span>
    </>
  );
}
