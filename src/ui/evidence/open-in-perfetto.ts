/**
 * The way of a trace to Perfetto. This page is isolated, so that a window of another origin that it opens cannot answer it:
 * a page in between, served without isolation, takes the trace from this browser's storage and asks before it goes on. It
 * must be called in a press: browsers open windows only then.
 */
import { EngineError, reportOf } from '../../domain/errors';
import type { Evidence } from '../../protocol/evidence-contract';
import type { PlaygroundHandle } from '../store';
import { copiedEvidence } from './copied-evidence';
import { handOver } from './handoff-store';
import { tellProblem } from './tell-problem';

type Handle = Pick<PlaygroundHandle, 'evidence' | 'store'>;

/** @param get what is shown: asked for once the page in between is open. */
export function openInPerfetto(handle: Handle, get: () => Promise<Evidence>): void {
  // `randomUUID` is kept for secure pages.
  const id = crypto.getRandomValues(new Uint32Array(4)).join('-');
  window.open(new URL(`handoff.html#${id}`, document.baseURI), '_blank', 'noopener');
  void send(handle, id, get).catch((thrown) =>
    tellProblem(handle.store, 'The trace could not be handed to the page for Perfetto.', thrown),
  );
}

async function send(handle: Handle, id: string, get: () => Promise<Evidence>): Promise<void> {
  const entry = { id, at: Date.now(), title: 'Multi-DNN Playground', fileName: 'trace.json' };
  let told: Error | null = null;
  try {
    const { evidence, transfer } = copiedEvidence(await get());
    const { blob, fileName } = await handle.evidence.call(
      'write',
      { ...evidence, format: 'trace' },
      transfer,
    );
    const { document } = evidence;
    const title = 'title' in document ? document.title : document.scenario.name;
    await handOver({ ...entry, title: `${title} · Multi-DNN Playground`, fileName, blob, why: null });
    return;
  } catch (thrown) {
    told = thrown instanceof Error ? thrown : new Error(String(thrown));
  }
  // The page in between waits: it is told as well, if it can be.
  const why = reportOf(told, 'evidence-unfit').message;
  await handOver({ ...entry, blob: null, why: `The trace could not be made. ${why}` }).catch(() => {});
  throw told instanceof EngineError ? told : new EngineError('storage-blocked', why, { cause: told });
}
