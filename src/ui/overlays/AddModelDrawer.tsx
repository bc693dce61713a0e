/** The zoo as a drawer: search and filters, models of one's own, an entry per model, and where the chosen one should run. */
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Model, ModelLibrary } from '../../domain/model';
import { OwnModels } from '../custom/OwnModels';
import { Dialog } from '../primitives/Dialog';
import { usePlayground } from '../store';
import { DrawerFilters } from './drawer/DrawerFilters';
import { DrawerFoot } from './drawer/DrawerFoot';
import './drawer/drawer.css';
import { ModelEntry } from './drawer/ModelEntry';
import { matchingModels, NO_FILTER, zooOf } from './drawer/model-filter';
import { objectionTo, type Place } from './drawer/model-place';
import { onDrawerKey } from './drawer/result-keys';
import { useAddModel } from './drawer/use-add-model';
import { useAssembled } from './drawer/use-assembled';

interface DrawerProps {
  readonly onClose: () => void;
}

export function AddModelDrawer({ onClose }: DrawerProps) {
  const catalog = usePlayground((state) => state.catalog);
  return catalog === null ? null : <Drawer catalog={catalog} onClose={onClose} />;
}

function Drawer({ catalog, onClose }: DrawerProps & { readonly catalog: ModelLibrary }) {
  const zoo = useMemo(() => zooOf(catalog), [catalog]);
  const search = useRef<HTMLInputElement>(null);
  const [filter, setFilter] = useState(NO_FILTER);
  const [place, setPlace] = useState<Place>({ executorId: null, backend: 'auto' });
  const [stays, setStays] = useState(false);
  const { add, tell, told } = useAddModel();
  const presenceOf = useAssembled();
  const unsuited = usePlayground(
    useShallow(({ snapshot }) =>
      zoo.models
        .filter((model) => snapshot !== null && objectionTo(model.id, place, snapshot) !== null)
        .map((model) => model.id),
    ),
  );
  const listed = matchingModels(zoo.models, filter).filter((model) => !unsuited.includes(model.id));
  // Before any effect of what stands in it: a question that is asked at once keeps the focus that it takes.
  useLayoutEffect(() => search.current?.focus(), []);

  const addModel = (model: Model, stay: boolean) => {
    if (add(model, place) && !stay && !stays) onClose();
  };
  const addFirst = (stay: boolean) => {
    const first = listed.find((model) => presenceOf(model) === 'here');
    if (filter.words.trim() !== '' && first !== undefined) addModel(first, stay);
  };
  return (
    <Dialog title="Add a model" variant="drawer" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys go on from whichever control has the focus */}
      <div className="drawer-keys" onKeyDown={(event) => onDrawerKey(event, search.current)}>
        <DrawerFilters
          filter={filter}
          place={place}
          search={search}
          onFilter={(change) => setFilter({ ...filter, ...change })}
          onPlace={setPlace}
          onEnter={addFirst}
        />
        <div className="drawer-scroll">
          <OwnModels onAdd={(model) => addModel(model, false)} />
          <ul className="drawer-list" aria-label="Models">
            {listed.map((model) => (
              <ModelEntry
                key={model.id}
                {...{ model, zoo }}
                presence={presenceOf(model)}
                onAdd={addModel}
                onCopied={({ name }) => tell(`The command for ${name} is copied.`)}
              />
            ))}
            {listed.length === 0 && (
              <li className="dim">No model fits. Ask for less, or clear the search.</li>
            )}
          </ul>
        </div>
        <DrawerFoot
          listed={listed.length}
          total={zoo.models.length}
          hidden={unsuited.length}
          told={told}
          {...{ stays, setStays }}
        />
      </div>
    </Dialog>
  );
}
