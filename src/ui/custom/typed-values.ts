/** Numbers that somebody typed or pasted as JSON, checked and flattened. Pure; the message says what is wrong and where. */
import { MAX_RANK, MAX_TYPED_VALUES } from '../../domain/custom-model';

/** A longer text is not parsed: numbers of 25 characters each have room. */
const MOST_CHARACTERS = 120_000;

export type TypedValues =
  | { readonly values: readonly number[]; readonly problem: null }
  | { readonly values: null; readonly problem: string };

const refuse = (problem: string): TypedValues => ({ values: null, problem });

/** Reads a number, or lists of numbers within lists; the structure is not kept. */
export function parseTypedValues(text: string): TypedValues {
  if (text.trim() === '') return refuse('Type a number, or a list such as [0, 0.5, 1].');
  if (text.length > MOST_CHARACTERS)
    return refuse(`The text has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (thrown) {
    return refuse(`This is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}.`);
  }
  const values: number[] = [];
  const problem = collect(document, [], values);
  if (problem !== null) return refuse(problem);
  return values.length === 0
    ? refuse('The list is empty; one number at least is needed.')
    : { values, problem };
}

const placeOf = (path: readonly number[]): string =>
  path.length === 0 ? 'The document' : path.map((index) => `[${index}]`).join('');

function collect(value: unknown, path: readonly number[], into: number[]): string | null {
  if (typeof value === 'number') {
    if (into.length === MAX_TYPED_VALUES) return `There are more than ${MAX_TYPED_VALUES} numbers.`;
    if (!Number.isFinite(value)) return `${placeOf(path)} is no finite number.`; // 1e999
    into.push(value);
    return null;
  }
  if (!Array.isArray(value)) return `${placeOf(path)} is ${kindOf(value)}, not a number or a list.`;
  if (path.length === MAX_RANK) return `Lists stand within lists more than ${MAX_RANK} deep.`;
  for (const [index, one] of value.entries()) {
    const problem = collect(one, [...path, index], into);
    if (problem !== null) return problem;
  }
  return null;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'boolean' ? 'true or false' : 'an object';
}

/** What happens to so many numbers in an input of this shape; null when they fill it exactly. */
export function fillWords(count: number, shape: readonly number[]): string | null {
  const wanted = shape.reduce((product, side) => product * side, 1);
  if (count === wanted) return null;
  if (count > wanted) return `${count} numbers for an input of ${wanted}: those beyond it are not used.`;
  return `${count} ${count === 1 ? 'number is' : 'numbers are'} repeated to fill ${wanted}.`;
}
