/**
 * Whether a document, or a part of it that has a version of its own, is of a newer version than this build reads. It looks
 * at versions only: what is newer need not have any other shape that is known here.
 */
import { NEWEST_SCENARIO } from '../../domain/scenario-version';
import { NEWEST_FILE } from '../files/file-version';

export interface NewerPart {
  /** Of which the version is. */
  readonly what: 'schema' | 'schema of its scenario' | 'codec of its recording';
  readonly version: number;
  /** The newest that is read. */
  readonly reads: number;
}

type Fields = Readonly<Record<string, unknown>>;

const CODEC = /^gzip-columns-(\d{1,6})$/;
const NEWEST_CODEC = 2;

/** The first that is found; null when all of it may be read. */
export function newerPartOf(document: Fields): NewerPart | null {
  const version = versionOf(document);
  if (version > NEWEST_FILE) return { what: 'schema', version, reads: NEWEST_FILE };
  const scenarios = scenariosIn(document).map(versionOf);
  const newest = Math.max(...scenarios, 0);
  if (newest > NEWEST_SCENARIO)
    return { what: 'schema of its scenario', version: newest, reads: NEWEST_SCENARIO };
  const codec = codecOf(document);
  if (codec > NEWEST_CODEC) return { what: 'codec of its recording', version: codec, reads: NEWEST_CODEC };
  return null;
}

function scenariosIn(document: Fields): Fields[] {
  const lists = [fieldsOf(document.plan).cells, document.advice].filter((list) => Array.isArray(list));
  const holders = [document, fieldsOf(document.predicted), ...lists.flat().map(fieldsOf)];
  return holders.map(({ scenario }) => fieldsOf(scenario));
}

/** 0 where it says none. */
const versionOf = ({ schemaVersion }: Fields): number =>
  typeof schemaVersion === 'number' ? schemaVersion : 0;

function codecOf(document: Fields): number {
  const { codec } = fieldsOf(document.recording);
  return Number(CODEC.exec(typeof codec === 'string' ? codec : '')?.[1] ?? 0);
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}; // an object that is no list
