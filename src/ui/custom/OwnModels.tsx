/** The doors for a model of one's own: an address, files, a folder, a drop; and the models that came through them. */
import { FileUp, FolderUp } from 'lucide-react';
import { useId, useRef } from 'react';
import { useStore } from 'zustand';
import type { Model } from '../../domain/model';
import { usePlaygroundHandle } from '../store';
import { AllowedSites } from './AllowedSites';
import './custom.css';
import { givenFile } from './dropped-files';
import { IntakeLine } from './IntakeLine';
import { KeptModels } from './KeptModels';
import { originOf } from './known-models';
import { OriginQuestion } from './OriginQuestion';
import type { ConsentAnswer } from './origin-consent';
import { VisitModels } from './VisitModels';

export function OwnModels({ onAdd }: { readonly onAdd: (model: Model) => void }) {
  const { custom } = usePlaygroundHandle();
  const { busy, asksFor, problem, url } = useStore(custom.state);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const address = useRef<HTMLInputElement>(null);
  const id = useId();
  const origin = originOf(url.trim());
  const picked = (input: HTMLInputElement) => {
    const given = [...(input.files ?? [])].map(givenFile);
    input.value = ''; // the same files can be chosen again
    if (given.length > 0) void custom.takeFiles(given);
  };
  const answered = (answer: ConsentAnswer) => {
    address.current?.focus(); // the question goes, and the focus would with it
    custom.consent.answer(answer);
  };
  return (
    <section className="own-models" aria-labelledby={`${id}-title`}>
      <div className="own-head">
        <h3 className="own-title" id={`${id}-title`}>
          Your own model
        </h3>
        <button type="button" disabled={busy !== null} onClick={() => files.current?.click()}>
          <FileUp size={14} aria-hidden="true" /> Choose files…
        </button>
        <button type="button" disabled={busy !== null} onClick={() => folder.current?.click()}>
          <FolderUp size={14} aria-hidden="true" /> Choose folder…
        </button>
      </div>
      <form
        className="own-url"
        onSubmit={(event) => {
          event.preventDefault();
          if (busy === null && url.trim() !== '') void custom.takeUrl(url.trim());
        }}
      >
        <input
          ref={address}
          type="text"
          inputMode="url"
          aria-label="Address of a model"
          aria-describedby={`${id}-origin`}
          placeholder="https://…/model.json"
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          value={url}
          onChange={(event) => custom.state.setState({ url: event.target.value })}
        />
        <button type="submit" disabled={busy !== null || url.trim() === ''}>
          Fetch
        </button>
      </form>
      <p className="dim" id={`${id}-origin`}>
        {origin === null
          ? 'TensorFlow.js: model.json and its shards, or a zip archive. You can also drop them anywhere on the page.'
          : custom.mayFetch(origin)
            ? `Fetches from ${origin}, which you allowed; without cookies.`
            : `Asks you before anything is fetched from ${origin}.`}
      </p>
      {asksFor !== null && <OriginQuestion origin={asksFor} onAnswer={answered} />}
      {busy !== null && asksFor === null && <IntakeLine busy={busy} onCancel={() => custom.cancel()} />}
      {problem !== null && (
        <p className="own-problem" role="alert">
          {problem.message}
        </p>
      )}
      <VisitModels onAdd={onAdd} />
      <KeptModels />
      <AllowedSites />
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files of a model"
        onChange={(event) => picked(event.target)}
      />
      <input
        ref={(element) => {
          folder.current = element;
          if (element !== null) element.webkitdirectory = true; // React knows no such attribute
        }}
        type="file"
        hidden
        aria-label="Folder of a model"
        onChange={(event) => picked(event.target)}
      />
    </section>
  );
}
