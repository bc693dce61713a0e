/** Stands on the stage while what it should show is not there: what is awaited or went wrong, and the ways on. */
import { FolderOpen, RotateCcw } from 'lucide-react';
import { chooseFiles } from '../inputs/choose-files';
import { isFileSource, isLive, lackingWords, SOURCE_NAMES } from '../inputs/source-words';
import { usePlayground, usePlaygroundHandle } from '../store';

const TURN_ON = { camera: 'Turn the camera on', screen: 'Share the screen' } as const;

export function StageAbsence() {
  const { inputs } = usePlaygroundHandle();
  const source = usePlayground((state) => state.stageSource);
  const state = usePlayground(({ sources }) => (isLive(source) ? sources[source] : null));
  if (!isLive(source) || state === null) return null;
  const words = lackingWords(source, state);
  if (words === null) return null;
  return (
    <div className="stage-absence" role="status">
      <p className="stage-absence-title">
        {SOURCE_NAMES[source]}
        {state.kind === 'failed' ? ': nothing to show' : ''}
      </p>
      <p>{words}</p>
      <div className="stage-absence-ways">
        {state.kind !== 'asking' &&
          (isFileSource(source) ? (
            <button
              type="button"
              onClick={() => chooseFiles(source, (files) => void inputs.openFiles(source, files))}
            >
              <FolderOpen size={14} aria-hidden="true" />
              {source === 'pictures' ? 'Choose pictures' : 'Choose a file'}
            </button>
          ) : (
            <button type="button" onClick={() => void inputs.showOnStage(source)}>
              <RotateCcw size={14} aria-hidden="true" />
              {state.kind === 'failed' ? 'Try again' : TURN_ON[source]}
            </button>
          ))}
        <button type="button" onClick={() => void inputs.showOnStage('scene')}>
          Back to the scene
        </button>
      </div>
    </div>
  );
}
