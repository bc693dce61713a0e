/** What this is, and under which licences its parts stand. */
import { isCustom } from '../../domain/model';
import { Dialog } from '../primitives/Dialog';
import { usePlayground, usePlaygroundHandle } from '../store';
import credits from './credits.json';
import './overlays.css';

export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const { store } = usePlaygroundHandle();
  const catalog = usePlayground((state) => state.catalog);
  return (
    <Dialog title="About and licences" onClose={onClose}>
      <p>
        Multi-DNN Playground runs several pretrained neural networks at once in one browser tab, each in web
        workers of this page, and shows how they contend for the machine. Pictures and results never leave it.
        Apache-2.0.
      </p>
      <p className="about-doors">
        <button type="button" onClick={() => store.getState().set({ dialog: 'policies' })}>
          Policies and gates
        </button>
        <button type="button" onClick={() => store.getState().set({ dialog: 'keys' })}>
          Keys
        </button>
        <button type="button" onClick={() => store.getState().set({ dialog: 'offline' })}>
          Offline and install
        </button>
        <button type="button" onClick={() => store.getState().set({ dialog: 'privacy' })}>
          Privacy and storage
        </button>
        {import.meta.env.PROD && (
          <a href="./sbom.cdx.json" download>
            All parts as a file (SBOM)
          </a>
        )}
      </p>
      <h3>Models</h3>
      <ul className="lines">
        {catalog?.models
          .filter((model) => !isCustom(model))
          .map((model) => (
            <li key={model.id}>
              <strong>{model.name}</strong>
              <span>
                {model.licence.spdx}
                <span className="dim">
                  {' '}
                  from {model.package} {catalog.packages[model.package]?.version}; {model.licence.upstream}
                  {model.licence.note === undefined ? '' : `. ${model.licence.note}`}
                </span>
              </span>
            </li>
          ))}
      </ul>
      {credits.map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <ul className="lines">
            {group.items.map((item) => (
              <li key={item.name}>
                <strong>{item.name}</strong>
                <span>
                  {item.licence} <span className="dim">{item.by}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}
