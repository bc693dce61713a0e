/**
 * Makes the melody audible, on demand, while a tenant listens to it. Off until somebody asks; what keeps sound from
 * coming out is said beside it, and the tenants run on.
 */
import { Volume2, VolumeX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Audibility, MelodyPlayer } from '../sound/melody-player';
import { openWebAudio } from '../sound/web-audio-output';
import { usePlayground, usePlaygroundHandle } from '../store';

/** How often sound and picture are brought in step. */
const FOLLOW_MS = 300;

const WORDS: Readonly<Record<Audibility, string | null>> = {
  off: null,
  on: null,
  blocked:
    'The browser holds the sound back. Press the button once more, or allow sound for this page; the models hear it all the same.',
  unavailable: 'This browser has no sound output. The models hear the melody all the same.',
};

export function MelodyButton() {
  const listened = usePlayground(
    ({ snapshot, catalog }) =>
      snapshot?.tenants.some(
        ({ config }) =>
          config.input === 'scene' &&
          catalog?.models.find((model) => model.id === config.modelId)?.input.kind === 'audio',
      ) ?? false,
  );
  return listened ? <MelodySwitch /> : null;
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
      <button type="button" aria-pressed={on} onClick={press}>
        <Icon size={15} aria-hidden="true" />
        <span>Hear the melody</span>
      </button>
      {words !== null && (
        <p className="stage-plate stage-sound-words" role="status">
          {words}
        </p>
      )}
    </div>
  );
}
