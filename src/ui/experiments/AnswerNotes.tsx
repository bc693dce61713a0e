/** What limits an answer, and how it was taken. */
import type { ExperimentFile, Flag } from '../../domain/experiment';
import { Hint } from '../primitives/Hint';
import { driftWords, FLAG_NAMES } from './answer-words';

export function AnswerNotes({ file }: { readonly file: ExperimentFile }) {
  const { flags, method, drift, provenance } = file;
  const { cores, takenAt, userAgent } = provenance;
  return (
    <>
      <AnswerFlags flags={flags} />
      {provenance.warnings.map((warning) => (
        <p key={warning} className="small-text warn">
          ! {warning}
        </p>
      ))}
      {drift !== null && (
        <p className="small-text dim">
          <Hint term="experiment-drift">{driftWords(drift)}</Hint>
        </p>
      )}
      <p className="small-text dim">
        <Hint term="bootstrap-interval">{method}</Hint>
      </p>
      <p className="small-text dim answer-machine" title={userAgent}>
        Taken {new Date(takenAt).toLocaleString('en-GB')} on {cores} cores.
      </p>
    </>
  );
}

/** More of a kind than this fold up. */
const OPEN_FLAGS = 3;

/** One entry for each kind: a slow machine has dozens of one. */
function AnswerFlags({ flags }: { readonly flags: readonly Flag[] }) {
  if (flags.length === 0) return null;
  return (
    <ul className="answer-flags" aria-label="What limits these figures">
      {[...new Set(flags.map(({ kind }) => kind))].flatMap((kind) => {
        const alike = flags.filter((flag) => flag.kind === kind);
        return alike.length <= OPEN_FLAGS
          ? alike.map((flag) => (
              <li key={keyOf(flag)}>
                <FlagBadge kind={kind} /> {flag.words}
              </li>
            ))
          : [<FoldedFlags key={kind} kind={kind} flags={alike} />];
      })}
    </ul>
  );
}

function FoldedFlags({ kind, flags }: { readonly kind: Flag['kind']; readonly flags: readonly Flag[] }) {
  return (
    <li className="answer-flag-folded">
      <FlagBadge kind={kind} />
      <details>
        <summary>{flags.length} times: show each</summary>
        <ul>
          {flags.map((flag) => (
            <li key={keyOf(flag)}>{flag.words}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function FlagBadge({ kind }: Pick<Flag, 'kind'>) {
  return (
    <Hint term="experiment-flag" className="badge warn">
      ! {FLAG_NAMES[kind]}
    </Hint>
  );
}

const keyOf = ({ kind, cellId, tenantId, words }: Flag): string => [kind, cellId, tenantId, words].join(' ');
