/** The settings of one live source: device or files, what the browser gives, its level when it is a sound, an end to it. */
import { FolderOpen, RotateCcw, Square } from 'lucide-react';
import type { RefObject } from 'react';
import { useStore } from 'zustand';
import { useFrameTick } from '../frames/use-frame-tick';
import { Hint } from '../primitives/Hint';
import { Popover } from '../primitives/Popover';
import { SelectField } from '../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../store';
import { chooseFiles } from './choose-files';
import './source-settings.css';
import { CAMERA_SIZES, type Device } from './source-settings';
import type { LiveSourceId } from './source-state';
import { isFileSource, lackingWords, SOURCE_NAMES } from './source-words';

interface SourceSettingsProps {
  readonly id: LiveSourceId;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const LEVEL_MS = 100;
/** Below is silence to the eye. */
const QUIETEST_DECIBEL = -60;

export function SourceSettings({ id, anchor, onClose }: SourceSettingsProps) {
  const { sources, inputs } = usePlaygroundHandle();
  const state = usePlayground((all) => all.sources[id]);
  const lacking = lackingWords(id, state);
  const sound = id === 'microphone' || id === 'sound-file';
  return (
    <Popover label={`Settings of the ${SOURCE_NAMES[id].toLowerCase()}`} anchor={anchor} onClose={onClose}>
      <h3>{SOURCE_NAMES[id]}</h3>
      {lacking === null ? null : <p className={state.kind === 'failed' ? 'bad' : 'dim'}>{lacking}</p>}
      {state.kind === 'on' && (
        <p className="source-words">
          <strong>{state.label}</strong>
          <span className="dim">{state.detail}</span>
          {state.note !== null && <span className="dim">{state.note}</span>}
        </p>
      )}
      {id === 'camera' && <CameraFields />}
      {id === 'microphone' && <MicrophoneField />}
      {sound && state.kind === 'on' && <LevelMeter id={id} />}
      <div className="popover-actions">
        {isFileSource(id) ? (
          <button type="button" onClick={() => chooseFiles(id, (files) => void inputs.openFiles(id, files))}>
            <FolderOpen size={14} aria-hidden="true" />{' '}
            {id === 'pictures' ? 'Choose pictures' : 'Choose file'}
          </button>
        ) : (
          state.kind !== 'on' && (
            <button type="button" disabled={state.kind === 'asking'} onClick={() => void sources.open(id)}>
              <RotateCcw size={14} aria-hidden="true" /> {state.kind === 'failed' ? 'Try again' : 'Turn on'}
            </button>
          )
        )}
        {state.kind === 'on' && (
          <button type="button" onClick={() => sources.stop(id)}>
            <Square size={14} aria-hidden="true" /> Stop
          </button>
        )}
      </div>
      <p className="dim small-text">Nothing of it leaves this browser tab.</p>
    </Popover>
  );
}

const BROWSERS_CHOICE = '';
const deviceChoices = (devices: readonly Device[]) => [
  { value: BROWSERS_CHOICE, label: 'the browser’s choice' },
  ...devices.map(({ id, label }) => ({ value: id, label })),
];

function CameraFields() {
  const { sources } = usePlaygroundHandle();
  const { cameras, cameraId, cameraSize, mirrored } = useStore(sources.settings);
  return (
    <>
      <SelectField
        label="Device"
        term="input-device"
        value={cameraId ?? BROWSERS_CHOICE}
        choices={deviceChoices(cameras)}
        onChoose={(chosen) => sources.choose({ cameraId: chosen === BROWSERS_CHOICE ? null : chosen })}
      />
      <SelectField
        label="Resolution"
        term="camera-resolution"
        value={cameraSize}
        choices={CAMERA_SIZES.map((value) => ({ value, label: value.replace('x', ' × ') }))}
        onChoose={(chosen) => sources.choose({ cameraSize: chosen })}
      />
      <label className="source-check">
        <input
          type="checkbox"
          checked={mirrored}
          onChange={(event) => sources.choose({ mirrored: event.target.checked })}
        />
        <Hint term="mirrored" focusable={false}>
          Mirrored, as in a looking-glass
        </Hint>
      </label>
    </>
  );
}

function MicrophoneField() {
  const { sources } = usePlaygroundHandle();
  const { microphones, microphoneId } = useStore(sources.settings);
  return (
    <SelectField
      label="Device"
      term="input-device"
      value={microphoneId ?? BROWSERS_CHOICE}
      choices={deviceChoices(microphones)}
      onChoose={(chosen) => sources.choose({ microphoneId: chosen === BROWSERS_CHOICE ? null : chosen })}
    />
  );
}

function LevelMeter({ id }: { readonly id: 'microphone' | 'sound-file' }) {
  const { sources, live } = usePlaygroundHandle();
  useFrameTick(LEVEL_MS, true);
  const decibel = 20 * Math.log10(Math.max(1e-6, sources.levelOf(id, live.soundSeconds)));
  const shown = Math.max(QUIETEST_DECIBEL, decibel);
  return (
    <div className="source-level">
      <Hint term="sound-level">Level</Hint>
      <meter min={QUIETEST_DECIBEL} max={0} high={-3} value={shown} aria-label="Level of the sound, dBFS" />
      <span>{shown <= QUIETEST_DECIBEL ? '< −60' : Math.round(shown).toString().replace('-', '−')} dB</span>
    </div>
  );
}
