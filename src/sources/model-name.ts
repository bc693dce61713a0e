/** What to call a model that has no name: after its folder, its file, its address or its key. */
import type { CustomSource } from '../domain/custom-model';
import { folderOf, nameOf } from './file-paths';
import { MODEL_JSON } from './model-json';

const MAX_LENGTH = 80;
/** Folders that say nothing about what is in them. */
const VAGUE = /^(\d+|models?|web_?model|tfjs(_?model)?|dist|public|assets|static|default|build|\.\.)$/i;

/** @param path of the description among the given files */
export function modelName(path: string, source: CustomSource): string {
  if (source.kind === 'browser') return clean(nameOf(source.key)) || 'Custom model';
  const where =
    source.kind === 'url' && folderOf(path) === '' ? folderOf(pathOf(source.url)) : folderOf(path);
  const file = nameOf(path);
  const stem = file.toLowerCase() === MODEL_JSON ? '' : file.replace(/\.json$/i, '');
  const folder = where.split('/').findLast((part) => part !== '' && !VAGUE.test(part)) ?? nameOf(where);
  return clean(stem) || clean(folder) || 'Custom model';
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return '';
  }
}

/** Without signs that cannot be seen: they could turn the text around them. */
const clean = (name: string): string =>
  name
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, MAX_LENGTH)
    .trim();
