/** One model of the drawer: its picture, a line, its figures, and the button that adds it or says how to get it. */
import { Plus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { CatalogModel } from '../../../domain/model';
import { formatBytes, formatCount } from '../../format';
import { Hint } from '../../primitives/Hint';
import { TaskPicture } from '../../primitives/TaskPicture';
import { CopyCommand } from './CopyCommand';
import { ModelFacts } from './ModelFacts';
import { sizeOf, type Zoo } from './model-filter';
import type { Presence } from './presence';

interface ModelEntryProps {
  readonly model: CatalogModel;
  readonly zoo: Zoo;
  readonly presence: Presence;
  /** `stay`: whether the drawer is asked to stay open. */
  readonly onAdd: (model: CatalogModel, stay: boolean) => void;
  readonly onCopied: (model: CatalogModel) => void;
}

const REGIONS = {
  frame: 'the whole picture',
  centre: 'the middle of the picture',
  face: 'the picture, cropped to a face',
  eyes: 'the picture, cropped to both eyes',
  hand: 'the picture, cropped to a hand',
  body: 'the picture, cropped to a body',
} as const;

const needsWords = ({ input }: CatalogModel): string =>
  `Needs ${input.kind === 'audio' ? 'sound' : REGIONS[input.region]}. Runs without a GPU.`;

const isFurther = (event: { ctrlKey: boolean; shiftKey: boolean; metaKey: boolean }) =>
  event.ctrlKey || event.shiftKey || event.metaKey;

export function ModelEntry({ model, zoo, presence, onAdd, onCopied }: ModelEntryProps) {
  // Browsers do not press a button on Ctrl+Enter.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !isFurther(event)) return;
    event.preventDefault();
    onAdd(model, true);
  };
  return (
    <li className="model-entry" data-entry>
      <TaskPicture task={model.task} />
      <div className="entry-words">
        <h3>
          {model.name} <span className="dim">{model.task.replaceAll('-', ' ')}</span>
        </h3>
        <p>{model.description}</p>
        <p className="entry-figures">
          <Hint term="model-size" focusable={false}>
            {formatBytes(sizeOf(model))}
          </Hint>
          <Hint term="parameters" focusable={false}>
            {(model.parameters / 1e6).toFixed(2)} M parameters
          </Hint>
          <Hint term="macs" focusable={false}>
            {formatCount(model.megaMacs)} MMACs
          </Hint>
          <span>{model.licence.spdx}</span>
        </p>
        <p className="dim">{needsWords(model)}</p>
        <details>
          <summary aria-label={`Details of ${model.name}`}>Details</summary>
          <ModelFacts model={model} zoo={zoo} />
        </details>
      </div>
      {presence === 'not-kept' && (
        <p className="entry-missing dim">
          <Hint term="offline-models">Not kept for offline</Hint>: it can be had once the server answers
          again.
        </p>
      )}
      {presence === 'missing' && (
        <div className="entry-missing">
          <p className="dim">
            Its files are not here. In the folder of the app, run this and load the page again:
          </p>
          <CopyCommand
            command={`npm run models -- ${model.id}`}
            label={`Copy the command for ${model.name}`}
            onCopied={() => onCopied(model)}
          />
        </div>
      )}
      {(presence === 'here' || presence === 'unknown') && (
        <button
          type="button"
          data-result
          disabled={presence === 'unknown'}
          aria-label={`${presence === 'unknown' ? 'Looking for' : 'Add'} ${model.name}`}
          onKeyDown={onKeyDown}
          onClick={(event) => onAdd(model, isFurther(event))}
        >
          <Plus size={14} aria-hidden="true" /> {presence === 'unknown' ? 'Looking' : 'Add'}
        </button>
      )}
    </li>
  );
}
