import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DATABASES, LOCAL_KEYS, STORES } from '../../protocol/storage-names';
import { holdingsOf } from './holding-list';

const SRC = join(import.meta.dirname, '..', '..');
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('testing'))
    .map((file) => file.replaceAll('\\', '/'));

/** Comments may speak of storage; a line that touches it does so by one of these. */
const TOUCHES =
  /\b(localStorage|sessionStorage|cookieStore|document\.cookie)\b|\bopenDB\b|indexedDB\b|\bdeleteDatabase\b|\bcaches\.(open|delete|match)\b|getDirectory\(/;
const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

/** Who may touch it, and which rows of the inventory tell of that. A new file here has a row, or it is not kept. */
const KNOWN: Readonly<Record<string, string>> = {
  'engine/baseline-database.ts': 'baselines',
  'evidence/history/history-database.ts': 'runs',
  'intake.worker.ts': 'models',
  'main.tsx': 'model-settings, allowed-sites',
  'ui/remembered-text.ts': 'theme, recovery, automatic-baselines, single-keys',
  'ui/custom/use-kept-models.ts': 'models: only looks',
  'ui/evidence/handoff-store.ts': 'hand-over',
  'ui/offline/offline-models.ts': 'model-files',
  'ui/offline/browser-place.ts': 'model-files, reloaded',
  'ui/offline/start-offline.ts': 'model-files, reloaded',
  'ui/offline/stored-ids.ts': 'model-files: only looks',
  'ui/offline/storage-facts.ts': 'app-files: only looks',
  'ui/machine/page-facts.ts': 'none: only looks whether there is a storage',
};

it('every place that touches this browser’s storage is known, so that what it keeps is listed and can be erased', () => {
  const touching = filesIn(SRC).filter(
    (file) => !file.startsWith('ui/privacy/') && TOUCHES.test(codeOf(readFileSync(join(SRC, file), 'utf8'))),
  );
  expect(touching.filter((file) => !(file in KNOWN))).toEqual([]);
});

it('every name in storage has a row', () => {
  const rows = new Set(holdingsOf('https://host.example/').map(({ name }) => name));
  for (const name of [...Object.values(LOCAL_KEYS), ...Object.values(DATABASES)])
    expect(rows).toContain(name);
});

it('the page between ours and Perfetto has the names that this app has', () => {
  const page = readFileSync(join(SRC, '..', 'public', 'handoff.js'), 'utf8');
  expect(page).toContain(`'${DATABASES.handOver}'`);
  expect(page).toContain(`'${STORES.traces}'`);
});
