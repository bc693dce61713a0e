/**
 * What can be taken back, newest last. A step belongs to the scenario that it was made in: once another one is open it is
 * forgotten. It knows how to offer a step and how to take it, not what the step does.
 */
import type { PlaygroundStore } from './store';

interface UndoStep {
  readonly scenarioName: string;
  readonly noticeId: number;
  readonly back: () => Promise<void>;
}

/** Older steps than these are forgotten. */
const MAX_STEPS = 50;

export class UndoStack {
  #steps: UndoStep[] = [];

  constructor(private readonly store: PlaygroundStore) {}

  /**
   * Tells what was done and offers to take it back; the offer before it is no longer shown, Ctrl+Z still reaches it.
   * @param scenarioName where the step put another one in force, which the store sees a little later.
   */
  offer(text: string, back: () => Promise<void>, scenarioName?: string): void {
    const { notify, dismiss, snapshot } = this.store.getState();
    const last = this.#steps.at(-1);
    if (last !== undefined) dismiss(last.noticeId);
    const action = { label: 'Undo', run: () => void this.undo() };
    const noticeId = notify({ severity: 'info', text, sticky: false, action });
    const step = { scenarioName: scenarioName ?? snapshot?.scenario.name ?? '', noticeId, back };
    this.#steps = [...this.#steps, step].slice(-MAX_STEPS);
  }

  /** Takes the newest step back; says so when there is none. */
  async undo(): Promise<void> {
    const { snapshot, notify, dismiss } = this.store.getState();
    const step = this.#steps.pop();
    if (step === undefined || step.scenarioName !== snapshot?.scenario.name) {
      this.clear();
      notify({ severity: 'info', text: 'There is nothing to undo.', sticky: false, action: null });
      return;
    }
    dismiss(step.noticeId);
    await step.back();
  }

  clear(): void {
    this.#steps = [];
  }
}
