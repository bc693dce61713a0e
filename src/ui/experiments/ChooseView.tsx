/** What can be measured: an entry each, with the question that it answers or why it is not possible now. */
import { usePlayground, usePlaygroundHandle } from '../store';
import { changeDesk } from './experiment-desk';
import {
  type ExperimentEntry,
  FIRST_ENTRIES,
  GPU_ENTRY,
  gpuComesFirst,
  MORE_ENTRIES,
  whyNot,
} from './experiment-entries';

export function ChooseView() {
  const { store } = usePlaygroundHandle();
  const answer = usePlayground((state) => state.desk.answer);
  const gpuFirst = usePlayground((state) => gpuComesFirst(state.snapshot));
  return (
    <>
      {answer !== null && (
        <p className="experiments-back">
          <button type="button" onClick={() => changeDesk(store, { view: 'answer' })}>
            Last answer: {answer.title}
          </button>
        </p>
      )}
      <Entries heading="Questions" entries={gpuFirst ? [GPU_ENTRY, ...FIRST_ENTRIES] : FIRST_ENTRIES} />
      <Entries heading="Comparisons" entries={gpuFirst ? MORE_ENTRIES : [...MORE_ENTRIES, GPU_ENTRY]} />
    </>
  );
}

interface EntriesProps {
  readonly heading: string;
  readonly entries: readonly ExperimentEntry[];
}

function Entries({ heading, entries }: EntriesProps) {
  return (
    <>
      <h3>{heading}</h3>
      <ul className="experiment-entries">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
    </>
  );
}

function Entry({ entry }: { readonly entry: ExperimentEntry }) {
  const { store } = usePlaygroundHandle();
  const reason = usePlayground((state) => whyNot(entry, state.snapshot));
  const { title, line, draft } = entry;
  return (
    <li>
      {reason === null ? (
        <button type="button" onClick={() => changeDesk(store, { view: 'plan', draft })}>
          {title}
        </button>
      ) : (
        <strong>{title}</strong>
      )}
      <p className="small-text">{line}</p>
      {reason !== null && <p className="small-text warn">Not now: {reason}</p>}
    </li>
  );
}
