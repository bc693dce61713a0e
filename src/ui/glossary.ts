/** The words of the screen and what they mean, typed by `glossary.json`. */
import entries from './glossary.json';

export interface GlossaryEntry {
  readonly title: string;
  readonly text: string;
  readonly formula?: string;
  readonly source?: string;
}

export type Term = keyof typeof entries;
const glossary: Readonly<Record<Term, GlossaryEntry>> = entries;

export const isTerm = (word: string | undefined): word is Term => word !== undefined && word in glossary;
export const explain = (term: Term): GlossaryEntry => glossary[term];
