/**
 * The live inputs, each opened at most once and shared by everybody who wants it: their states, when they are opened and
 * closed, their newest pictures and sounds. It knows no tenant, no canvas and no React. Whoever creates one disposes it.
 */
import { createStore } from 'zustand/vanilla';
import { reportOf } from '../../domain/errors';
import type { PictureSource, SoundSource } from '../../domain/scenario';
import type { Lacking, SoundStretch } from '../stage/frame-feeder';
import type { LiveInputs, LivePicture } from '../stage/live-inputs';
import type { Opener, OpenSource, SoundWant } from './open-source';
import { DEFAULT_SETTINGS, type SourceSettings } from './source-settings';
import { ALL_OFF, type LiveSourceId, type SourceState, type SourceStates } from './source-state';
import { type FileSource, isFileSource, lackingWords } from './source-words';

interface Entry {
  state: SourceState;
  open: OpenSource | null;
  files: readonly File[];
  /** While it is being opened. */
  opening: Promise<void> | null;
  /** Counts openings: what an earlier one still brings is closed. */
  turn: number;
  /** Somebody asked for it, and nobody has wanted it since: it is not closed yet. */
  asked: boolean;
}

/** Failures that the same device's return mends. */
const MENDED_BY_RETURN = ['input-lost', 'input-absent', 'input-in-use'];

const IDS = Object.keys(ALL_OFF) as readonly LiveSourceId[]; // its own keys

export class LiveSources implements LiveInputs {
  readonly settings = createStore<SourceSettings>()(() => DEFAULT_SETTINGS);
  onChange: () => void = () => {};
  readonly #entries = new Map<LiveSourceId, Entry>(
    IDS.map((id) => [
      id,
      { state: ALL_OFF[id], open: null, files: [], opening: null, turn: 0, asked: false },
    ]),
  );
  #wanted: ReadonlySet<LiveSourceId> = new Set();
  #running = false;
  readonly #onDevices = () => void this.#refreshDevices(true);

  /** @param publish told of every change of a state. */
  constructor(
    private readonly openerOf: (id: LiveSourceId) => Opener,
    private readonly devices: Pick<
      MediaDevices,
      'enumerateDevices' | 'addEventListener' | 'removeEventListener'
    > | null,
    private readonly now: () => number,
    private readonly publish: (states: SourceStates) => void,
  ) {
    devices?.addEventListener('devicechange', this.#onDevices);
  }

  /** Opens a source, also one that failed: the browser may ask the person. It resolves when that is decided. */
  async open(id: LiveSourceId): Promise<void> {
    const entry = this.#entry(id);
    if (entry.state.kind === 'on') return;
    entry.asked = true;
    await (entry.opening ?? this.#start(id, entry));
  }

  /** Lets go of a source. It stays off until somebody opens it. */
  stop(id: LiveSourceId): void {
    const entry = this.#entry(id);
    entry.asked = false;
    this.#end(entry);
    this.#setState(id, { kind: 'off' });
  }

  /** Takes files for a source and opens it with them. */
  async openFiles(id: FileSource, files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const entry = this.#entry(id);
    entry.files = files;
    entry.asked = true;
    await this.#start(id, entry);
  }

  /** Whether a source has what it takes to be opened. */
  hasFiles(id: FileSource): boolean {
    return this.#entry(id).files.length > 0;
  }

  /** Who is wanted by tenants or the stage; the others are closed. */
  setWanted(wanted: ReadonlySet<LiveSourceId>): void {
    this.#wanted = wanted;
    for (const [id, entry] of this.#entries) {
      if (wanted.has(id)) entry.asked = false;
      else if (!entry.asked && entry.state.kind !== 'off') {
        this.#end(entry);
        this.#setState(id, { kind: 'off' });
      }
    }
  }

  /** A run that begins opens what its tenants want and nobody has opened yet. */
  setRunning(running: boolean): void {
    if (running === this.#running) return;
    this.#running = running;
    for (const [id, entry] of this.#entries) {
      entry.open?.setRunning(running);
      const openable = !isFileSource(id) || entry.files.length > 0;
      if (running && openable && this.#wanted.has(id) && entry.state.kind === 'off')
        void this.#start(id, entry);
    }
  }

  /** Another device or resolution opens the source anew; the mirror does not. */
  choose(change: Partial<Omit<SourceSettings, 'cameras' | 'microphones'>>): void {
    const before = this.settings.getState();
    this.settings.setState(change);
    const after = this.settings.getState();
    const differs = (...keys: (keyof SourceSettings)[]) => keys.some((key) => before[key] !== after[key]);
    if (differs('cameraId', 'cameraSize')) this.#reopen('camera');
    if (differs('microphoneId')) this.#reopen('microphone');
    this.onChange();
  }

  pictureOf(source: Exclude<PictureSource, 'scene'>): LivePicture | Lacking | null {
    const { open, state } = this.#entry(source);
    if (open?.kind === 'pictures') return open.picture(this.now());
    return lackingOf(source, state);
  }

  soundOf(source: Exclude<SoundSource, 'scene'>, want: SoundWant): SoundStretch | Lacking | null {
    const { open, state } = this.#entry(source);
    if (open?.kind === 'sound') return open.stretch(want);
    return lackingOf(source, state);
  }

  levelOf(source: Exclude<SoundSource, 'scene'>, upTo: number): number {
    const { open } = this.#entry(source);
    return open?.kind === 'sound' ? open.level(upTo) : 0;
  }

  moves(source: PictureSource): boolean {
    if (source === 'scene') return false;
    const { open } = this.#entry(source);
    return open?.kind === 'pictures' && open.moves;
  }

  dispose(): void {
    this.devices?.removeEventListener('devicechange', this.#onDevices);
    for (const entry of this.#entries.values()) this.#end(entry);
  }

  #entry(id: LiveSourceId): Entry {
    return this.#entries.get(id) as Entry; // one for each id, since the constructor
  }

  #start(id: LiveSourceId, entry: Entry): Promise<void> {
    this.#end(entry);
    const opening = this.#opened(id, entry, entry.turn);
    entry.opening = opening;
    return opening;
  }

  async #opened(id: LiveSourceId, entry: Entry, turn: number): Promise<void> {
    const current = () => entry.turn === turn;
    this.#setState(id, { kind: 'asking' });
    try {
      const open = await this.openerOf(id)({
        settings: () => this.settings.getState(),
        files: entry.files,
        lost: (error) => {
          if (current()) this.#fail(id, entry, error);
        },
        reworded: () => {
          if (current() && entry.open !== null) this.#setState(id, { kind: 'on', ...entry.open.words });
        },
      });
      if (!current()) {
        open.close();
        return;
      }
      entry.open = open;
      open.setRunning(this.#running);
      this.#setState(id, { kind: 'on', ...open.words });
      if (!isFileSource(id)) void this.#refreshDevices(false); // the browser tells names only now
    } catch (thrown) {
      if (current()) this.#fail(id, entry, thrown);
    } finally {
      if (current()) entry.opening = null;
    }
  }

  #fail(id: LiveSourceId, entry: Entry, thrown: unknown): void {
    this.#end(entry);
    this.#setState(id, { kind: 'failed', error: reportOf(thrown, 'input-lost') });
  }

  #end(entry: Entry): void {
    entry.turn += 1;
    entry.opening = null;
    entry.open?.close();
    entry.open = null;
  }

  #reopen(id: LiveSourceId): void {
    const entry = this.#entry(id);
    if (entry.state.kind !== 'off') void this.#start(id, entry);
  }

  #setState(id: LiveSourceId, state: SourceState): void {
    this.#entry(id).state = state;
    this.publish(
      Object.fromEntries([...this.#entries].map(([one, entry]) => [one, entry.state])) as SourceStates, // of every id
    );
    this.onChange();
  }

  async #refreshDevices(changed: boolean): Promise<void> {
    const before = this.settings.getState();
    const all = (await this.devices?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind, word: string) =>
      all
        .filter((device) => device.kind === kind && device.deviceId !== '')
        .map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `${word} ${index + 1}` }));
    const cameras = of('videoinput', 'Camera');
    const microphones = of('audioinput', 'Microphone');
    this.settings.setState({ cameras, microphones });
    if (!changed) return;
    const came = (now: readonly { id: string }[], old: readonly { id: string }[]) =>
      now.some(({ id }) => !old.some((one) => one.id === id));
    if (came(cameras, before.cameras)) this.#comeBack('camera');
    if (came(microphones, before.microphones)) this.#comeBack('microphone');
  }

  /** A device was connected: whoever waits for one of its kind gets it. */
  #comeBack(id: LiveSourceId): void {
    const entry = this.#entry(id);
    const { state } = entry;
    if (state.kind === 'failed' && MENDED_BY_RETURN.includes(state.error.code)) void this.#start(id, entry);
  }
}

function lackingOf(id: LiveSourceId, state: SourceState): Lacking | null {
  if (state.kind === 'asking') return null; // whoever waits may wait a little longer
  const lacking = lackingWords(id, state);
  return lacking === null ? null : { lacking };
}
