/** Names of classes, read from a text file; a file that does not fit is refused in place and the names so far stay. */
import { useId, useRef, useState } from 'react';
import { reportOf } from '../../domain/errors';
import { Hint } from '../primitives/Hint';
import { usePlaygroundHandle } from '../store';

interface LabelsFieldProps {
  readonly labels: readonly string[] | null;
  /** How many the model tells apart; null when its signature does not say. */
  readonly expected: number | null;
  readonly onChange: (labels: readonly string[] | null) => void;
}

export function LabelsField({ labels, expected, onChange }: LabelsFieldProps) {
  const { custom } = usePlaygroundHandle();
  const picker = useRef<HTMLInputElement>(null);
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (file: File) => {
    try {
      onChange(await custom.labels(file, expected));
      setProblem(null);
    } catch (thrown) {
      setProblem(reportOf(thrown, 'labels-unreadable').message);
    }
  };
  const told = labels === null ? 'none' : labelsWords(labels);
  return (
    <div className="field labels-field">
      <span id={id}>
        <Hint term="custom-labels">Labels</Hint> <span className="labels-told">{told}</span>
      </span>
      <span className="field-buttons">
        <button type="button" aria-describedby={id} onClick={() => picker.current?.click()}>
          Choose labels…
        </button>
        {labels !== null && (
          <button type="button" aria-label="Remove the labels" onClick={() => onChange(null)}>
            Remove
          </button>
        )}
      </span>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".txt,.json,.csv,text/plain,application/json"
        aria-label="File of labels"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = ''; // the same file can be chosen again after it was mended
          if (file !== undefined) void read(file);
        }}
      />
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** In a line; the rest is counted. */
const NAMED = 3;

function labelsWords(labels: readonly string[]): string {
  const more = labels.length - NAMED;
  return `${labels.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
