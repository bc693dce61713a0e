/**
 * Which mode a tenant on WebGPU runs in, on its card: the word, the reason in its hint, what it takes to issue a request; and
 * the sentence where it had to yield.
 */
import { memo } from 'react';
import type { TenantSnapshot } from '../../domain/snapshot';
import { Hint } from '../primitives/Hint';
import { issueWords, MODE_CHIPS, unheededWords, unmetReason } from './mode-words';
import { useBackend } from './use-backend';
import './mode-chip.css';

export const ModeChip = memo(function ModeChip({ tenant }: { readonly tenant: TenantSnapshot }) {
  const report = tenant.gpu?.mode ?? null;
  if (report === null) return <Unheeded tenant={tenant} />;
  const { term, words, short } = MODE_CHIPS[report.running];
  const issue = tenant.gpu ? issueWords(tenant.gpu.issueMs) : null;
  return (
    <>
      <Hint term={term} detail={report.reason} className="badge mode-chip">
        <span className="visually-hidden">mode </span>
        <span className={short === undefined ? undefined : 'mode-words'}>{words}</span>
        {short !== undefined && (
          <span className="mode-short" aria-hidden="true">
            {short}
          </span>
        )}
      </Hint>
      {issue !== null && (
        <Hint term="issue-time" className="dim">
          {issue}
        </Hint>
      )}
    </>
  );
});

/** A mode was chosen, and the executor's backend has none. */
function Unheeded({ tenant: { config } }: { readonly tenant: TenantSnapshot }) {
  const { mode, executorId } = config;
  const words = unheededWords(mode, executorId, useBackend(executorId));
  if (words === null) return null;
  return (
    <Hint term="gpu-mode" detail={words} className="badge warn mode-chip">
      no WebGPU
    </Hint>
  );
}

/** Why it does not run as it could or as somebody asked; nothing most of the time. */
export function ModeReason({ tenant: { gpu } }: { readonly tenant: TenantSnapshot }) {
  const reason = gpu?.mode ? unmetReason(gpu.mode) : null;
  if (reason === null) return null;
  return (
    <p className="mode-reason dim small-text" title={reason}>
      {reason}
    </p>
  );
}
