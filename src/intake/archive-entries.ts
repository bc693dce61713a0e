/**
 * Which entries of a zip archive may be unpacked, judged by what its directory claims: names, kinds, sizes. Must not
 * know how an archive is read, and must not be the only guard: a claim can lie.
 */
import { EngineError } from '../domain/errors';
import { isLitter } from '../sources/file-paths';
import { quoted } from '../sources/refusal';
import { inMegabytes } from './megabytes';

/** Files of one archive; real models have up to some hundreds. */
export const MAX_ENTRIES = 4096;
/** Bytes of all files together, unpacked. */
export const MAX_UNPACKED_BYTES = 2e9;
/** Deflate reaches 1032:1 at most, on zeros only; weights hardly reach 10:1. */
const MAX_RATIO = 1000;
/** Below that, any ratio is harmless. */
const RATIO_MATTERS_BYTES = 1e6;
const MAX_PATH_LENGTH = 1024;
const MAX_NAME_LENGTH = 255;

/** An entry as the archive's directory describes it. */
export interface ClaimedEntry {
  readonly filename: string;
  readonly directory: boolean;
  readonly symlink: boolean;
  readonly encrypted: boolean;
  /** Bytes in the archive. */
  readonly compressedSize: number;
  /** Bytes unpacked. */
  readonly uncompressedSize: number;
}

/** @throws EngineError `zip-path-unsafe` | `zip-encrypted` | `zip-too-large`. */
export function checkEntry(archive: string, entry: ClaimedEntry): void {
  const { filename, symlink, encrypted, compressedSize, uncompressedSize } = entry;
  const danger = symlink ? 'is a link to another place' : dangerOf(filename);
  if (danger !== null) throw unsafe(archive, filename, danger);
  if (encrypted) throw encryptedArchive(archive);
  if (uncompressedSize > RATIO_MATTERS_BYTES && uncompressedSize > MAX_RATIO * compressedSize) {
    throw new EngineError(
      'zip-too-large',
      `${archive}: ${quoted(filename)} claims to grow from ${compressedSize} bytes to ${inMegabytes(uncompressedSize)}, as no model does: nothing was unpacked.`,
    );
  }
}

/**
 * The path without `.` and empty parts; null for what is no file of anybody's.
 * @param entry one that was checked
 */
export function pathOf({ filename, directory }: ClaimedEntry): string | null {
  const path = filename
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  return directory || path === '' || isLitter(path) ? null : path;
}

/** Why a name could point outside the archive, or could not be a file's. */
function dangerOf(name: string): string | null {
  if (name.length > MAX_PATH_LENGTH) return `has a path of more than ${MAX_PATH_LENGTH} characters`;
  if ([...name].some((letter) => letter < ' ')) return 'has a control character in its name';
  if (name.includes('\\')) return 'has a backslash in its name';
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'has an absolute path';
  const parts = name.split('/');
  if (parts.includes('..')) return 'points outside the archive';
  if (parts.some((part) => part.length > MAX_NAME_LENGTH))
    return `has a name of more than ${MAX_NAME_LENGTH} characters`;
  return null;
}

function unsafe(archive: string, name: string, why: string): EngineError {
  return new EngineError(
    'zip-path-unsafe',
    `${archive}: the entry ${quoted(name)} ${why}, so nothing was unpacked: pack the model's folder again with another program.`,
  );
}

export const encryptedArchive = (archive: string): EngineError =>
  new EngineError(
    'zip-encrypted',
    `${archive} is encrypted and no password can be given here: unpack it and bring the files.`,
  );

export const tooManyEntries = (archive: string): EngineError =>
  new EngineError(
    'zip-too-large',
    `${archive} holds more than ${MAX_ENTRIES} files: pack only the model's folder.`,
  );

export const tooManyBytes = (archive: string): EngineError =>
  new EngineError(
    'zip-too-large',
    `${archive} would unpack to more than ${inMegabytes(MAX_UNPACKED_BYTES)}, more than a tab can hold: pack only the model's folder.`,
  );

export const beyondClaim = (archive: string, name: string, claimedBytes: number): EngineError =>
  new EngineError(
    'zip-too-large',
    `${archive}: ${quoted(name)} unpacks to more than the ${claimedBytes} bytes that it claims, as zip bombs do: unpacking was stopped.`,
  );

/** @param why the rest of a sentence that begins with the archive's name */
export const malformedArchive = (archive: string, why: string, cause?: unknown): EngineError =>
  new EngineError('zip-malformed', `${archive} ${why}: get or pack it again, or bring the files unpacked.`, {
    cause,
  });
