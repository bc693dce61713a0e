/** The frame for slides, as HTML to paste: what it shows, and which page it takes commands from. */
import { useId, useState } from 'react';
import { parentOriginOf } from '../embed/embed-place';
import { CopyButton } from './CopyButton';
import { EMBED_VIEWS, type EmbedView, embedSnippet } from './share-link';

export function EmbedPart({ hash }: { readonly hash: string }) {
  const viewId = useId();
  const parentId = useId();
  const [view, setView] = useState<EmbedView>('stage');
  const [typed, setTyped] = useState('');
  const parent = typed.trim() === '' ? '' : parentOriginOf(typed.trim());
  const html = embedSnippet(location, hash, view, parent ?? '');
  return (
    <>
      <div className="share-fields">
        <label htmlFor={viewId}>It shows</label>
        <select
          id={viewId}
          value={view}
          onChange={(event) => setView(EMBED_VIEWS.find(([id]) => id === event.target.value)?.[0] ?? 'stage')}
        >
          {EMBED_VIEWS.map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
        <label htmlFor={parentId}>On the site</label>
        <input
          id={parentId}
          type="text"
          inputMode="url"
          placeholder="this one"
          value={typed}
          aria-invalid={parent === null}
          aria-describedby={`${parentId}-note`}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <p id={`${parentId}-note`} className={parent === null ? 'warn' : 'dim'}>
        {parent === null
          ? 'An origin is a scheme and a host, like https://slides.example: no path, no wildcard.'
          : 'A browser shows the frame on that site alone, and the frame takes commands from it alone. Leave it empty for pages that are served beside the playground.'}
      </p>
      <div className="share-line">
        <textarea readOnly rows={3} spellCheck={false} aria-label="HTML of the frame" value={html} />
        <CopyButton text={html} label="Copy HTML" done="The HTML is copied" />
      </div>
      <p className="dim">
        On a page that is not cross-origin isolated the frame runs with a clock of 100 µs and one WebAssembly
        thread, and says so. How to isolate it, and how a page runs, stops and reads the frame:
        docs/embedding.md.
      </p>
    </>
  );
}
