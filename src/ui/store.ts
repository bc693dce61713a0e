/**
 * The store that React reads: the newest snapshot, the catalog, messages for people. It computes no figure: the
 * engine sends them. Raw records stay outside (`record-history.ts`).
 */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { defined } from '../base/assert';
import type { ExperimentProgress } from '../domain/experiment';
import type { ModelLibrary } from '../domain/model';
import type { PictureSource } from '../domain/scenario';
import type { Snapshot } from '../domain/snapshot';
import type { EngineClient } from '../engine/index';
import type { TakenModel } from '../protocol/intake-contract';
import type { Announcement } from './announcements/announcement';
import type { Commands } from './commands';
import type { CustomModels } from './custom/custom-models';
import type { EvidenceClient } from './evidence/evidence-client';
import { EMPTY_DESK, type ExperimentDesk } from './experiments/experiment-desk';
import type { DrawLoop } from './frames/draw-loop';
import type { FrameMeter } from './frames/frame-meter';
import type { InputCommands } from './inputs/input-commands';
import type { LiveSources } from './inputs/live-sources';
import { ALL_OFF, type SourceStates } from './inputs/source-state';
import { NOT_LOOKED, type OfflineState } from './offline/offline-state';
import type { StartedWorker } from './on-demand-worker';
import type { Preset } from './preset-library';
import type { RecordHistory } from './record-history';
import { shareStructure } from './share-structure';
import type { ShownRecording } from './shown-recording';
import type { LiveScene } from './stage/live-scene';

export type DialogName =
  | 'machine'
  | 'about'
  | 'add-model'
  | 'keys'
  | 'custom-model'
  | 'policies'
  | 'own-policy'
  | 'runs'
  | 'share'
  | 'kernels'
  | 'offline'
  | 'privacy';

export type SidePanel = 'mishaps' | 'predict' | 'experiments';

/** A message for people. `sticky` ones stay until dismissed. */
export interface Notice {
  readonly id: number;
  readonly severity: 'info' | 'problem';
  readonly text: string;
  readonly sticky: boolean;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

export interface PlaygroundState {
  readonly snapshot: Snapshot | null;
  /** The catalog's models, and behind them those that somebody brought. */
  readonly catalog: ModelLibrary | null;
  /** Custom models with their bytes, by arrival; all of them are in `catalog` too. */
  readonly taken: readonly TakenModel[];
  /** Id of the custom model whose settings the dialog `custom-model` shows. */
  readonly customModelId: string | null;
  /** What the stage shows. */
  readonly stageSource: PictureSource;
  readonly sources: SourceStates;
  /** The panel that lies beside the page, so that the effect of what is done in it is seen; one at a time. */
  readonly panel: SidePanel | null;
  /** The experiment that is under way; null when none is. */
  readonly experiment: ExperimentProgress | null;
  /** What the panel of experiments shows; it outlives the panel. */
  readonly desk: ExperimentDesk;
  /** The recorded run that the timeline shows in place of the live one; null while it shows that. */
  readonly recording: ShownRecording | null;
  /** Whether writing to the browser's storage is refused on purpose. */
  readonly storageRefused: boolean;
  /** Whether this page starts the executors' workers, since the engine's own cannot. */
  readonly startsExecutors: boolean;
  /** What is known of working without a network. */
  readonly offline: OfflineState;
  /** Whether another tab runs models too. */
  readonly otherTabRuns: boolean;
  /** When that was last so, ms since the epoch; null when it never was. */
  readonly otherTabRanAt: number | null;
  readonly presets: readonly Preset[];
  readonly notices: readonly Notice[];
  /** The last few sentences for readers of the screen, newest last. */
  readonly announcements: readonly Announcement[];
  /** Why nothing can run: no catalog, no engine. Null while all is well. */
  readonly fatal: { readonly title: string; readonly message: string } | null;
  readonly dialog: DialogName | null;
  /** Id of the executor that the dialogs of policies are about; null: the first. */
  readonly policyExecutorId: string | null;
  /** Id of the tenant whose kernels the dialog `kernels` shows. */
  readonly kernelsTenantId: string | null;
  /** Id of the tenant whose settings are open: they stay open while it moves to another executor. */
  readonly editing: string | null;
  /** Id of the tenant whose card had the focus when it left its column: it gets it back where it arrives. */
  readonly refocus: string | null;
  /** Whether single-letter keys act. */
  readonly keysOn: boolean;
  readonly setSnapshot: (snapshot: Snapshot) => void;
  readonly notify: (notice: Omit<Notice, 'id'>) => number;
  readonly dismiss: (id: number) => void;
  readonly set: (
    change: Partial<
      Omit<PlaygroundState, 'snapshot' | 'notices' | 'setSnapshot' | 'notify' | 'dismiss' | 'set'>
    >,
  ) => void;
}

export type PlaygroundStore = StoreApi<PlaygroundState>;

export function createPlaygroundStore(): PlaygroundStore {
  let nextNotice = 1;
  return createStore<PlaygroundState>()((set) => ({
    snapshot: null,
    catalog: null,
    taken: [],
    customModelId: null,
    stageSource: 'scene',
    sources: ALL_OFF,
    panel: null,
    experiment: null,
    recording: null,
    desk: EMPTY_DESK,
    storageRefused: false,
    startsExecutors: false,
    offline: NOT_LOOKED,
    otherTabRuns: false,
    otherTabRanAt: null,
    presets: [],
    notices: [],
    announcements: [],
    fatal: null,
    dialog: null,
    policyExecutorId: null,
    kernelsTenantId: null,
    editing: null,
    refocus: null,
    keysOn: true,
    // What did not change keeps its identity, so that selectors and memo see no change.
    setSnapshot: (snapshot) => set((state) => ({ snapshot: shareStructure(state.snapshot, snapshot) })),
    notify: (notice) => {
      const id = nextNotice;
      nextNotice += 1;
      // The same words twice are one message.
      set((state) => ({
        notices: [...state.notices.filter((one) => one.text !== notice.text), { ...notice, id }],
      }));
      return id;
    },
    dismiss: (id) => set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
    set: (change) => set(change),
  }));
}

/** What every component can reach. */
export interface PlaygroundHandle {
  readonly store: PlaygroundStore;
  readonly engine: EngineClient;
  readonly history: RecordHistory;
  readonly commands: Commands;
  /** Models that people bring. */
  readonly custom: CustomModels;
  readonly frameMeter: FrameMeter;
  /** Everything that draws, draws in its frames. */
  readonly loop: DrawLoop;
  /** Camera, screen, files, microphone: opened once, shared. */
  readonly sources: LiveSources;
  readonly inputs: InputCommands;
  readonly live: LiveScene;
  /** Whoever starts one ends it. */
  readonly startSimulator: () => StartedWorker;
  /** Files, plots, history: its worker is started at the first call. */
  readonly evidence: EvidenceClient;
}

export const PlaygroundContext = createContext<PlaygroundHandle | null>(null);

export const usePlaygroundHandle = (): PlaygroundHandle =>
  defined(useContext(PlaygroundContext), 'PlaygroundContext');

/** Selects from the store; wrap selectors that build objects or arrays in zustand's `useShallow`. */
export function usePlayground<T>(selector: (state: PlaygroundState) => T): T {
  return useStore(usePlaygroundHandle().store, selector);
}
