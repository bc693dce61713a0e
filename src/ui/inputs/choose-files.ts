/** Asks the person for files, with the browser's own dialog. */
import { ACCEPTED, type FileSource } from './source-words';

/** Call it in a press or a change of a field: browsers open the dialog only then. */
export function chooseFiles(kind: FileSource, take: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = ACCEPTED[kind];
  input.multiple = kind === 'pictures';
  input.addEventListener('change', () => {
    if (input.files !== null && input.files.length > 0) take([...input.files]);
  });
  input.click();
}
