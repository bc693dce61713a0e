/** What is known of a custom model before it runs: its origin first, then what was read from its files. */
import type { CustomModel } from '../../domain/custom-model';
import { formatBytes, formatCount } from '../format';
import { Hint } from '../primitives/Hint';
import { sourceWords } from './known-models';

const bytesOf = ({ files }: CustomModel): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

export function CustomFacts({ model }: { readonly model: CustomModel }) {
  const { format, files, parameters, controlFlow, notes } = model;
  return (
    <>
      <dl className="custom-facts">
        <dt>
          <Hint term="custom-origin">From</Hint>
        </dt>
        <dd>{sourceWords(model)}</dd>
        <dt>
          <Hint term="custom-format">Format</Hint>
        </dt>
        <dd>
          {format}
          {controlFlow ? ', with control flow' : ''}
        </dd>
        <dt>
          <Hint term="model-size">Size</Hint>
        </dt>
        <dd>
          {formatBytes(bytesOf(model))} in {files.length} {files.length === 1 ? 'file' : 'files'}
        </dd>
        <dt>
          <Hint term="parameters">Parameters</Hint>
        </dt>
        <dd>{formatCount(parameters)}</dd>
      </dl>
      {notes.length > 0 && (
        <ul className="custom-notes" aria-label="Notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}
