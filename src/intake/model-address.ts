/**
 * What an address from a person or a link names, and which addresses follow from it. Must not fetch. Nothing leaves
 * the folder of the description: a manifest cannot send this worker elsewhere.
 */
import { EngineError } from '../domain/errors';
import { nameOf } from '../sources/file-paths';
import { quoted } from '../sources/refusal';

/** As the schema of a model's source bounds it. */
const MAX_URL_LENGTH = 2000;
const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1']);

export interface ModelAddress {
  readonly kind: 'description' | 'archive';
  readonly url: URL;
}

const invalid = (given: string, why: string): EngineError =>
  new EngineError(
    'url-invalid',
    `${quoted(given)} ${why}: give the address of a model.json, of its folder or of a zip archive, beginning with https://.`,
  );

/**
 * A folder's address gets `model.json`; its query stays, as TensorFlow Hub's `?tfjs-format=file` asks.
 * @param ownOrigin of the page: the one place besides this computer that may be without TLS
 * @throws EngineError `url-invalid`.
 */
export function readAddress(given: string, ownOrigin: string): ModelAddress {
  const text = given.trim();
  if (text.length > MAX_URL_LENGTH) throw invalid(text, `has more than ${MAX_URL_LENGTH} characters`);
  if (!URL.canParse(text)) throw invalid(text, 'is not a complete address');
  const url = new URL(text);
  url.hash = '';
  if (url.username !== '' || url.password !== '') throw invalid(url.origin, 'carries a name or a password');
  if (!mayBeFetched(url, ownOrigin)) {
    const only =
      url.protocol === 'http:' ? 'is not encrypted, which only this computer may be' : 'is no web address';
    throw invalid(text, only);
  }
  if (/\.zip$/i.test(url.pathname)) return { kind: 'archive', url };
  if (!/\.json$/i.test(url.pathname)) url.pathname = `${url.pathname.replace(/\/+$/, '')}/model.json`;
  return { kind: 'description', url };
}

const mayBeFetched = ({ protocol, hostname, origin }: URL, ownOrigin: string): boolean =>
  protocol === 'https:' || (protocol === 'http:' && (LOCAL_HOSTS.has(hostname) || origin === ownOrigin));

/**
 * Where a shard lies, as TensorFlow.js joins it: beside the description, with its query.
 * @throws EngineError `url-invalid` for a path that leads elsewhere, however it is written.
 */
export function shardAddress(description: URL, path: string): URL {
  const folder = new URL('.', description);
  folder.search = '';
  const query = description.search.includes('/') ? '' : description.search; // TensorFlow.js looks for the last slash
  const refused = new EngineError(
    'url-invalid',
    `${nameOf(description.pathname)} at ${description.origin} names the shard ${quoted(path)}, which is not in its folder: it is not fetched.`,
  );
  if (/^[a-z][\w+.-]*:|^[/\\]/i.test(path) || !URL.canParse(`${folder.href}${path}${query}`)) throw refused;
  const shard = new URL(`${folder.href}${path}${query}`);
  if (shard.origin !== folder.origin || !shard.pathname.startsWith(folder.pathname)) throw refused;
  if (path.split(/[/\\]/).includes('..')) throw refused; // a way up and down again
  return shard;
}

/** Its own name, decoded where that is possible. */
export function fileName({ pathname }: URL): string {
  const name = nameOf(pathname);
  try {
    return nameOf(decodeURIComponent(name));
  } catch {
    return name;
  }
}

/** For people: the file and who has it. */
export const fileAt = (url: URL): string => `${nameOf(url.pathname)} at ${url.host}`;
