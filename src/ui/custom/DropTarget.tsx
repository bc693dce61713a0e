/**
 * Files may be dropped anywhere on the page: while some are dragged over it, a sheet of words says what will happen. It
 * looks at drags of files only, so that cards of the board are dragged as ever.
 */
import { FolderInput } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { reportOf } from '../../domain/errors';
import { type PlaygroundHandle, usePlaygroundHandle } from '../store';
import './drop-target.css';
import { holdsFiles, planDrop } from './drop-kinds';
import { heldItems, walked } from './dropped-files';

const PLAYED_WORDS = { video: 'video', pictures: 'pictures', 'sound-file': 'sound' } as const;

/** Gives what was dropped to whom it is meant for. */
async function take(handle: PlaygroundHandle, transfer: DataTransfer): Promise<void> {
  const { store, custom, inputs } = handle;
  const { notify } = store.getState();
  const held = heldItems(transfer); // before anything is waited for
  try {
    const files = await walked(held);
    const { allEvidence } = await import('./evidence-head');
    if (await allEvidence(files)) {
      const { openFiles } = await import('../evidence/open-files');
      await openFiles(
        handle,
        files.map(({ path, blob }) => ({ name: path, blob })),
      );
      return;
    }
    const plan = planDrop(files);
    if (plan.kind === 'nothing') {
      const text =
        'Nothing that was dropped is a file. Drop a model’s folder, its files or a zip archive, or an exported run.';
      notify({ severity: 'problem', text, sticky: false, action: null });
    } else if (plan.kind === 'model') await custom.takeFiles(plan.files);
    else {
      if (plan.left > 0) {
        const text = `Only the ${PLAYED_WORDS[plan.input]} of what was dropped is used; ${plan.left} other files are not.`;
        notify({ severity: 'info', text, sticky: false, action: null });
      }
      await inputs.openFiles(
        plan.input,
        plan.files.map(({ blob }) => blob),
      );
    }
  } catch (thrown) {
    const { message } = reportOf(thrown, 'model-load-failed');
    notify({
      severity: 'problem',
      text: `What was dropped could not be read: ${message}`,
      sticky: true,
      action: null,
    });
  }
}

export function DropTarget() {
  const handle = usePlaygroundHandle();
  const sheet = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);

  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      if (event.dataTransfer === null || !holdsFiles(event.dataTransfer.types)) return;
      event.preventDefault(); // else the browser opens the file in place of the page
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (event.dataTransfer === null || !holdsFiles(event.dataTransfer.types)) return;
      event.preventDefault();
      void take(handle, event.dataTransfer);
    };
    const listeners = [
      ['dragenter', onDrag],
      ['dragover', onDrag],
      ['dragleave', onLeave],
      ['drop', onDrop],
    ] as const;
    for (const [name, listener] of listeners) addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) removeEventListener(name, listener);
    };
  }, [handle]);

  // In the top layer, so that it also stands above a dialog.
  useEffect(() => {
    const element = sheet.current;
    if (!over || element === null) return;
    element.showPopover();
    return () => element.hidePopover();
  }, [over]);

  return (
    <div ref={sheet} popover="manual" className="drop-target">
      <FolderInput size={28} aria-hidden="true" />
      <p className="drop-title">Drop to bring it in</p>
      <p>A TensorFlow.js model: its folder, its files, or a zip archive.</p>
      <p>A run or an experiment that was exported as JSON: it opens in Runs, several side by side.</p>
      <p className="dim">
        A video, pictures or a sound become what the models see and hear. Nothing leaves this browser.
      </p>
    </div>
  );
}
