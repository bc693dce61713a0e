/** Two or more side by side: where they were taken differently first, then figures with the ratio to the first one. */
import { useEffect, useState } from 'react';
import { reportOf } from '../../domain/errors';
import type { Comparison, ProvenanceDifference } from '../../domain/evidence';
import { Hint } from '../primitives/Hint';
import { usePlaygroundHandle } from '../store';
import { ComparedTable } from './ComparedTable';
import { copiedEvidence } from './copied-evidence';
import { BackToList } from './OpenedView';
import type { OpenedEvidence } from './runs-view';

interface Compared {
  readonly comparison: Comparison | null;
  readonly failure: string | null;
}

function useComparison(opened: readonly OpenedEvidence[]): Compared {
  const { evidence } = usePlaygroundHandle();
  const [shown, setShown] = useState<Compared>({ comparison: null, failure: null });
  useEffect(() => {
    let listening = true;
    const sent = opened.map((one) => copiedEvidence(one.evidence));
    const names = opened.map(({ name }) => name);
    const argument = { evidence: sent.map((one) => one.evidence), names };
    const transfer = sent.flatMap((one) => one.transfer);
    evidence.call('compare', argument, transfer).then(
      (comparison) => listening && setShown({ comparison, failure: null }),
      (thrown) =>
        listening && setShown({ comparison: null, failure: reportOf(thrown, 'evidence-unfit').message }),
    );
    return () => {
      listening = false;
    };
  }, [evidence, opened]);
  return shown;
}

export function CompareView({ opened }: { readonly opened: readonly OpenedEvidence[] }) {
  const { comparison, failure } = useComparison(opened);
  return (
    <>
      <div className="runs-actions">
        <BackToList />
      </div>
      {failure !== null && <p className="bad">! They cannot be compared. {failure}</p>}
      {comparison === null && failure === null && <p className="dim">Comparing…</p>}
      {comparison !== null && (
        <>
          <Differences names={comparison.names} differences={comparison.differences} />
          <h3>Figures</h3>
          <ComparedTable comparison={comparison} />
          <p className="dim">{comparison.method}</p>
        </>
      )}
    </>
  );
}

interface DifferencesProps {
  readonly names: readonly string[];
  readonly differences: readonly ProvenanceDifference[];
}

function Differences({ names, differences }: DifferencesProps) {
  const grave = differences.filter(({ severity }) => severity === 'grave');
  const ordered = [...grave, ...differences.filter(({ severity }) => severity === 'slight')];
  return (
    <>
      <h3>
        <Hint term="provenance">How they were taken</Hint>
      </h3>
      {differences.length === 0 && <p>They were taken in the same way, as far as their files tell.</p>}
      {grave.length > 0 && (
        <p className="warn">
          ! {grave.length === 1 ? 'One difference matters' : `${grave.length} differences matter`}: think of
          it before you compare.
        </p>
      )}
      {ordered.map(({ field, values, severity }) => (
        <dl key={field} className={`runs-difference ${severity}`}>
          <dt>
            {severity === 'grave' ? '! ' : ''}
            {field}
          </dt>
          {values.map((value, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a value is told by whose it is
            <dd key={index}>
              <span className="dim">{names[index]}</span> {value}
            </dd>
          ))}
        </dl>
      ))}
    </>
  );
}
