/** What limits an answer, and how it was taken. */
import type { ExperimentFile } from '../../domain/experiment';
import { Hint } from '../primitives/Hint';
import { driftWords, FLAG_NAMES } from './answer-words';

export function AnswerNotes({ file }: { readonly file: ExperimentFile }) {
  const { flags, method, drift, provenance } = file;
  const { cores, takenAt, userAgent } = provenance;
  return (
    <>
      {flags.length > 0 && (
        <ul className="answer-flags" aria-label="What limits these figures">
          {flags.map(({ kind, words, cellId, tenantId }) => (
            <li key={[kind, cellId, tenantId, words].join(' ')}>
              <Hint term="experiment-flag" className="badge warn">
                ! {FLAG_NAMES[kind]}
              </Hint>{' '}
              {words}
            </li>
          ))}
        </ul>
      )}
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
