/** What dropped files are meant for: a model, or one of the live inputs. Pure; it opens none of them. */

/** What files that are played are given to. */
type PlayedKind = 'video' | 'pictures' | 'sound-file';

interface DroppedFile {
  /** With its folders, where the browser tells them. */
  readonly path: string;
  /** As the browser guesses it; may be empty. */
  readonly type: string;
}

export type DropPlan<F> =
  | { readonly kind: 'model'; readonly files: readonly F[] }
  | {
      readonly kind: 'played';
      readonly input: PlayedKind;
      readonly files: readonly F[];
      readonly left: number;
    }
  | { readonly kind: 'nothing' };

const PLAYED: readonly (readonly [PlayedKind, RegExp, RegExp])[] = [
  ['video', /^video\//, /\.(mp4|m4v|mov|webm|mkv|avi|ogv)$/i],
  ['pictures', /^image\//, /\.(png|jpe?g|gif|webp|avif|bmp)$/i],
  ['sound-file', /^audio\//, /\.(mp3|wav|flac|ogg|oga|opus|m4a|aac)$/i],
];

const playedKind = ({ path, type }: DroppedFile): PlayedKind | null =>
  PLAYED.find(([, types, names]) => types.test(type) || (type === '' && names.test(path)))?.[0] ?? null;

/**
 * Files of one kind of medium are played. Anything else among them, such as a `model.json` or an archive, makes a model of
 * the drop: models come with pictures and texts beside them. Of several media the kind of the first is played.
 */
export function planDrop<F extends DroppedFile>(files: readonly F[]): DropPlan<F> {
  const [first] = files;
  if (first === undefined) return { kind: 'nothing' };
  const input = playedKind(first);
  if (input === null || files.some((file) => playedKind(file) === null)) return { kind: 'model', files };
  const played = files.filter((file) => playedKind(file) === input);
  return { kind: 'played', input, files: played, left: files.length - played.length };
}

/** Whether something is dragged that comes from outside of the page: cards of the board are no files. */
export const holdsFiles = (types: readonly string[] | undefined): boolean =>
  types?.includes('Files') === true;
