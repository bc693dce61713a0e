import { describe, expect, it, vi } from 'vitest';
import { EngineError } from '../../domain/errors';
import { LiveSources } from './live-sources';
import type { OpenRequest, OpenSource } from './open-source';
import { ALL_OFF, type LiveSourceId, type SourceStates } from './source-state';

/** A source in the test's hands: opened when the test says so. */
class FakeOpening {
  closed = 0;
  running: boolean | null = null;
  #resolve: (source: OpenSource) => void = () => {};
  #reject: (error: Error) => void = () => {};
  readonly done = new Promise<OpenSource>((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });
  constructor(
    readonly id: LiveSourceId,
    readonly request: OpenRequest,
  ) {}

  succeed(): void {
    this.#resolve({
      kind: 'pictures',
      moves: true,
      words: { label: `the ${this.id}`, detail: '640 × 480', note: null },
      picture: () => null,
      setRunning: (running) => {
        this.running = running;
      },
      close: () => {
        this.closed += 1;
      },
    });
  }

  fail(error: Error): void {
    this.#reject(error);
  }
}

class FakeDevices extends EventTarget {
  list: Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[] = [];
  readonly enumerateDevices = async () => this.list as MediaDeviceInfo[]; // these three are read
}

function setUp() {
  const openings: FakeOpening[] = [];
  const devices = new FakeDevices();
  let states: SourceStates = ALL_OFF;
  const sources = new LiveSources(
    (id) => (request) => {
      const opening = new FakeOpening(id, request);
      openings.push(opening);
      return opening.done;
    },
    devices,
    () => 0,
    (now) => {
      states = now;
    },
  );
  const stateOf = (id: LiveSourceId) => states[id].kind;
  const open = async (id: LiveSourceId) => {
    const opening = sources.open(id);
    openings.at(-1)?.succeed();
    await opening;
    return openings.at(-1) as FakeOpening; // just made
  };
  return { sources, openings, devices, stateOf, states: () => states, open };
}

const refused = new EngineError('input-refused', 'The camera was refused.');
const lost = new EngineError('input-lost', 'The camera is gone.');
const file = { name: 'a.webm' } as File; // passed on unread

describe('a live source', () => {
  it('is off, asked for, on and off again', async () => {
    const { sources, openings, stateOf, states } = setUp();
    expect(stateOf('camera')).toBe('off');
    const opening = sources.open('camera');
    expect(stateOf('camera')).toBe('asking');
    openings[0]?.succeed();
    await opening;
    expect(states().camera).toEqual({ kind: 'on', label: 'the camera', detail: '640 × 480', note: null });
    sources.stop('camera');
    expect(stateOf('camera')).toBe('off');
    expect(openings[0]?.closed).toBe(1);
  });

  it('is opened once, however many ask', async () => {
    const { sources, openings, stateOf } = setUp();
    const all = [sources.open('camera'), sources.open('camera'), sources.open('camera')];
    sources.setWanted(new Set(['camera']));
    sources.setRunning(true);
    openings[0]?.succeed();
    await Promise.all(all);
    await sources.open('camera');
    expect(openings).toHaveLength(1);
    expect(stateOf('camera')).toBe('on');
  });

  it('is closed when nobody wants it any more, not before somebody has', async () => {
    const { sources, open, stateOf } = setUp();
    const opening = await open('camera');
    sources.setWanted(new Set());
    expect(stateOf('camera')).toBe('on'); // asked for; the tenant that wants it is on its way
    sources.setWanted(new Set(['camera']));
    sources.setWanted(new Set());
    expect(stateOf('camera')).toBe('off');
    expect(opening.closed).toBe(1);
  });

  it('that a scenario wants is asked for when a run begins, not before', () => {
    const { sources, openings } = setUp();
    sources.setWanted(new Set(['camera', 'video']));
    expect(openings).toHaveLength(0);
    sources.setRunning(true);
    expect(openings.map(({ id }) => id)).toEqual(['camera']); // no file is chosen for the video
  });

  it('that somebody stopped is not opened again before the next run', async () => {
    const { sources, open, openings } = setUp();
    await open('camera');
    sources.setWanted(new Set(['camera']));
    sources.setRunning(true);
    sources.stop('camera');
    sources.setWanted(new Set(['camera']));
    sources.setRunning(true);
    expect(openings).toHaveLength(1);
    sources.setRunning(false);
    sources.setRunning(true);
    expect(openings).toHaveLength(2);
  });

  it('that was refused says why, and tries again when somebody asks', async () => {
    const { sources, openings, states, stateOf } = setUp();
    const opening = sources.open('camera');
    openings[0]?.fail(refused);
    await opening;
    expect(states().camera).toEqual({ kind: 'failed', error: refused.report() });
    expect(sources.pictureOf('camera')).toEqual({ lacking: 'The camera was refused.' });
    sources.setWanted(new Set(['camera']));
    sources.setRunning(true);
    expect(openings).toHaveLength(1); // a refusal is not asked about again by itself
    const again = sources.open('camera');
    openings[1]?.succeed();
    await again;
    expect(stateOf('camera')).toBe('on');
  });

  it('that is closed while it is asked for is let go as soon as it comes', async () => {
    const { sources, openings, stateOf } = setUp();
    const opening = sources.open('camera');
    sources.stop('camera');
    openings[0]?.succeed();
    await opening;
    expect(openings[0]?.closed).toBe(1);
    expect(stateOf('camera')).toBe('off');
  });

  it('that is unplugged in mid-run fails, and comes back with its device', async () => {
    const { sources, open, openings, devices, states, stateOf } = setUp();
    devices.list = [{ kind: 'videoinput', deviceId: 'c1', label: 'Cam' }];
    const first = await open('camera');
    await vi.waitFor(() => expect(sources.settings.getState().cameras).toHaveLength(1));
    sources.setWanted(new Set(['camera']));
    devices.list = [];
    first.request.lost(lost);
    devices.dispatchEvent(new Event('devicechange'));
    expect(states().camera).toEqual({ kind: 'failed', error: lost.report() });
    await vi.waitFor(() => expect(sources.settings.getState().cameras).toHaveLength(0));
    devices.list = [{ kind: 'videoinput', deviceId: 'c1', label: 'Cam' }];
    devices.dispatchEvent(new Event('devicechange'));
    await vi.waitFor(() => expect(openings).toHaveLength(2));
    openings[1]?.succeed();
    await vi.waitFor(() => expect(stateOf('camera')).toBe('on'));
  });

  it('does not take the word of an opening that is over', async () => {
    const { sources, open, stateOf } = setUp();
    const first = await open('camera');
    sources.choose({ cameraSize: '640x480' });
    first.request.lost(lost);
    expect(stateOf('camera')).toBe('asking');
    expect(first.closed).toBe(1);
  });

  it('is opened anew for another device or size, and not for the mirror', async () => {
    const { sources, open, openings } = setUp();
    await open('camera');
    sources.choose({ mirrored: false });
    sources.choose({ microphoneId: 'm1' });
    expect(openings).toHaveLength(1);
    sources.choose({ cameraId: 'c2' });
    expect(openings).toHaveLength(2);
    expect(openings[1]?.request.settings()).toMatchObject({ cameraId: 'c2', mirrored: false });
  });

  it('plays its file while a run goes on', async () => {
    const { sources, openings } = setUp();
    const opening = sources.openFiles('video', [file]);
    openings[0]?.succeed();
    await opening;
    expect(openings[0]?.request.files).toEqual([file]);
    expect(openings[0]?.running).toBe(false);
    sources.setRunning(true);
    expect(openings[0]?.running).toBe(true);
  });

  it('takes other files in place of those it has', async () => {
    const { sources, openings } = setUp();
    const first = sources.openFiles('video', [file]);
    openings[0]?.succeed();
    await first;
    void sources.openFiles('video', [{ name: 'b.webm' } as File]); // passed on unread
    expect(openings[0]?.closed).toBe(1);
    expect(openings[1]?.request.files[0]?.name).toBe('b.webm');
  });

  it('names its devices once the browser may', async () => {
    const { sources, open, devices } = setUp();
    devices.list = [
      { kind: 'videoinput', deviceId: 'c1', label: 'Desk' },
      { kind: 'videoinput', deviceId: 'c2', label: '' },
      { kind: 'audioinput', deviceId: '', label: '' },
    ];
    await open('camera');
    await vi.waitFor(() =>
      expect(sources.settings.getState()).toMatchObject({
        cameras: [
          { id: 'c1', label: 'Desk' },
          { id: 'c2', label: 'Camera 2' },
        ],
        microphones: [],
      }),
    );
  });

  it('lets go of everything when it is disposed', async () => {
    const { sources, open } = setUp();
    const camera = await open('camera');
    const screen = await open('screen');
    sources.dispose();
    expect([camera.closed, screen.closed]).toEqual([1, 1]);
  });
});
