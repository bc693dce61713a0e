/**
 * The words of the screen and what they mean, typed by `glossary.json`. The texts are a file of their own, fetched once
 * the page stands or when a word is first pointed at: they explain what is there and hold nothing up.
 */
import { useSyncExternalStore } from 'react';
import type entries from './glossary.json';

interface GlossaryEntry {
  readonly title: string;
  readonly text: string;
  readonly formula?: string;
  readonly source?: string;
}

export type Term = keyof typeof entries;

let texts: Readonly<Record<string, GlossaryEntry>> | null = null;
let asked = false;
const listeners = new Set<() => void>();

/** Safe to call again: after a server that did not answer it asks anew. */
export function loadGlossary(): void {
  if (asked) return;
  asked = true;
  import('./glossary.json').then(
    ({ default: loaded }) => {
      texts = loaded;
      for (const listener of listeners) listener();
    },
    () => {
      asked = false;
    },
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a word means; null for one that is not explained, and until the texts are there. */
export function useExplanation(word: string | undefined): GlossaryEntry | null {
  const known = useSyncExternalStore(subscribe, () => texts);
  return word === undefined ? null : (known?.[word] ?? null);
}
