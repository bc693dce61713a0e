/** An address for a text, as long as it is shown: the page's policy allows pictures from `blob:`, not from inline markup. */
import { useEffect, useState } from 'react';

/** Undefined until the first render is over. */
export function useBlobUrl(text: string, type: string): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [text, type]);
  return url;
}
