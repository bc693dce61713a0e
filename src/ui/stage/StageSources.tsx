/** What the stage shows and what its listeners hear: chosen here, at the picture's top left. */
import { Camera, Clapperboard, Images, type LucideIcon, MonitorUp, Settings2, Video } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { PICTURE_SOURCES, type PictureSource } from '../../domain/scenario';
import { chooseFiles } from '../inputs/choose-files';
import { isFileSource, isLive, SOURCE_NAMES, stateWord } from '../inputs/source-words';
import { usePlayground, usePlaygroundHandle } from '../store';
import { MelodyButton } from './MelodyButton';

const SourceSettings = lazy(async () => ({
  default: (await import('../inputs/SourceSettings')).SourceSettings,
}));

const ICONS: Readonly<Record<PictureSource, LucideIcon>> = {
  scene: Clapperboard,
  camera: Camera,
  screen: MonitorUp,
  video: Video,
  pictures: Images,
};

export function StageSources() {
  return (
    <div className="stage-sources">
      <PicturePicker />
      <MelodyButton />
    </div>
  );
}

function PicturePicker() {
  const { inputs, sources } = usePlaygroundHandle();
  const source = usePlayground((state) => state.stageSource);
  const states = usePlayground((state) => state.sources);
  const [open, setOpen] = useState(false);
  const gear = useRef<HTMLButtonElement>(null);
  const Icon = ICONS[source];
  const choose = (chosen: string) => {
    const next = PICTURE_SOURCES.find((one) => one === chosen);
    if (next === undefined) return;
    if (isFileSource(next) && !sources.hasFiles(next)) {
      chooseFiles(next, (files) => void inputs.openFiles(next, files));
    } else void inputs.showOnStage(next);
  };
  return (
    <>
      <span className="stage-source">
        <Icon size={15} aria-hidden="true" />
        <select
          aria-label="Picture on the stage, and for the models that look at it"
          value={source}
          onChange={(event) => choose(event.target.value)}
        >
          {PICTURE_SOURCES.map((one) => {
            const word = isLive(one) ? stateWord(states[one]) : null;
            return (
              <option key={one} value={one}>
                {word === null ? SOURCE_NAMES[one] : `${SOURCE_NAMES[one]} · ${word}`}
              </option>
            );
          })}
        </select>
      </span>
      {isLive(source) && (
        <button
          ref={gear}
          type="button"
          className="icon-button"
          aria-label={`Settings of the ${SOURCE_NAMES[source].toLowerCase()}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Settings2 size={15} aria-hidden="true" />
        </button>
      )}
      {open && isLive(source) && (
        <Suspense fallback={null}>
          <SourceSettings id={source} anchor={gear} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
