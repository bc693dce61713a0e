/**
 * While a tenant listens: what it hears, and the melody aloud on demand. Off until somebody asks; what keeps sound from
 * coming out is said beside it, and the tenants run on.
 */
import { FileAudio, Mic, Music, Settings2, Volume2, VolumeX } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { SOUND_SOURCES, type SoundSource, soundSourceOf } from '../../domain/scenario';
import { chooseFiles } from '../inputs/choose-files';
import { listens } from '../inputs/model-senses';
import { isFileSource, isLive, stateWord } from '../inputs/source-words';
import { type Audibility, MelodyPlayer } from '../sound/melody-player';
import { openWebAudio } from '../sound/web-audio-output';
import { type PlaygroundState, usePlayground, usePlaygroundHandle } from '../store';

const SourceSettings = lazy(async () => ({
  default: (await import('../inputs/SourceSettings')).SourceSettings,
}));

/** How often sound and picture are brought in step. */
const FOLLOW_MS = 300;

const WORDS: Readonly<Record<Audibility, string | null>> = {
  off: null,
  on: null,
  blocked:
    'The browser holds the sound back. Press the button once more, or allow sound for this page; the models hear it all the same.',
  unavailable: 'This browser has no sound output. The models hear the melody all the same.',
};

const NAMES: Readonly<Record<SoundSource, string>> = {
  scene: 'Melody',
  microphone: 'Microphone',
  'sound-file': 'Sound file',
};

/** What the first tenant that listens hears; null when nobody does. */
function heardSource({ snapshot, catalog }: PlaygroundState): SoundSource | null {
  for (const { config } of snapshot?.tenants ?? []) {
    const model = catalog?.models.find(({ id }) => id === config.modelId);
    const source = model !== undefined && listens(model) ? soundSourceOf(config.input) : null;
    if (source !== null) return source;
  }
  return null;
}

export function MelodyButton() {
  const source = usePlayground(heardSource);
  return source === null ? null : <SoundPicker source={source} />;
}

function SoundPicker({ source }: { readonly source: SoundSource }) {
  const { inputs, sources } = usePlaygroundHandle();
  const states = usePlayground((state) => state.sources);
  const [open, setOpen] = useState(false);
  const gear = useRef<HTMLButtonElement>(null);
  const Icon = source === 'microphone' ? Mic : source === 'sound-file' ? FileAudio : Music;
  const choose = (chosen: string) => {
    const next = SOUND_SOURCES.find((one) => one === chosen);
    if (next === undefined) return;
    if (isFileSource(next) && !sources.hasFiles(next)) {
      chooseFiles(next, (files) => void inputs.openFiles(next, files));
    } else void inputs.listenTo(next);
  };
  return (
    <>
      <span className="stage-source">
        <Icon size={15} aria-hidden="true" />
        <select
          aria-label="Sound for the models that listen"
          value={source}
          onChange={(event) => choose(event.target.value)}
        >
          {SOUND_SOURCES.map((one) => {
            const word = isLive(one) ? stateWord(states[one]) : null;
            return (
              <option key={one} value={one}>
                {word === null ? NAMES[one] : `${NAMES[one]} · ${word}`}
              </option>
            );
          })}
        </select>
      </span>
      {source === 'scene' ? (
        <MelodySwitch />
      ) : (
        <button
          ref={gear}
          type="button"
          className="icon-button"
          aria-label={`Settings of the ${NAMES[source].toLowerCase()}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Settings2 size={15} aria-hidden="true" />
        </button>
      )}
      {open && source !== 'scene' && (
        <Suspense fallback={null}>
          <SourceSettings id={source} anchor={gear} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function MelodySwitch() {
  const { live, loop } = usePlaygroundHandle();
  const running = usePlayground(({ snapshot }) => snapshot?.run.kind === 'running');
  const [player, setPlayer] = useState<MelodyPlayer | null>(null);
  const [audibility, setAudibility] = useState<Audibility>('off');
  const on = audibility !== 'off';

  useEffect(() => {
    const own = new MelodyPlayer(live.melody, openWebAudio);
    setPlayer(own);
    return () => own.dispose();
  }, [live]);

  useEffect(() => {
    if (player === null || !on) return;
    const follow = () => {
      const now = performance.now();
      player.follow(live.soundSecondsAt(now), running && !document.hidden);
      setAudibility(player.audibility(now));
    };
    follow();
    const following = loop.add({ periodMs: FOLLOW_MS, moving: () => true, draw: follow });
    document.addEventListener('visibilitychange', follow); // a hidden page gets no frames
    return () => {
      following.dispose();
      document.removeEventListener('visibilitychange', follow);
    };
  }, [player, on, running, live, loop]);

  const press = () => {
    if (player === null) return;
    const now = performance.now();
    if (on && audibility !== 'blocked') {
      player.switchOff();
    } else {
      player.switchOn(now);
    }
    setAudibility(player.audibility(now));
  };
  const Icon = on ? Volume2 : VolumeX;
  const words = WORDS[audibility];
  return (
    <div className="stage-sound">
      <button
        type="button"
        className="icon-button"
        aria-pressed={on}
        aria-label="Hear the melody"
        title="Hear the melody"
        onClick={press}
      >
        <Icon size={15} aria-hidden="true" />
      </button>
      {words !== null && (
        <p className="stage-plate stage-sound-words" role="status">
          {words}
        </p>
      )}
    </div>
  );
}
