/** A button that asks for exported files with the browser's own dialog. */
import { type ReactNode, useRef } from 'react';
import type { NamedBlob } from './open-files';

interface FileButtonProps {
  readonly onFiles: (files: readonly NamedBlob[]) => void;
  readonly children: ReactNode;
}

export function FileButton({ onFiles, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".json,.gz,application/json,application/gzip"
        aria-label="Exported runs and experiments"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])].map((file) => ({ name: file.name, blob: file }));
          target.value = ''; // the same file may be picked again
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
