/** Links that earlier versions gave out open the same scenario today. */
import { describe, expect, it } from 'vitest';
import { customSettingsSchema } from '../domain/custom-model';
import type { Scenario } from '../domain/scenario';
import { oldJson, oldText, versionsWith } from '../testing/old-files';
import { SettingsMemory } from './custom/settings-memory';
import { hashOf, scenarioFromHash } from './scenario-link';
import { THEME_CHOICES } from './theme/theme-choice';

const MODELS = ['facemesh', 'blazeface', 'iris'];
const links = [
  ...versionsWith('link.txt').map((commit) => [commit, 'link.txt', 'scenario.json'] as const),
  ...versionsWith('custom.link.txt').map(
    (commit) => [commit, 'custom.link.txt', 'custom.scenario.json'] as const,
  ),
];

describe.each(links)('a link that %s gave out (%s)', (commit, link, document) => {
  it('opens the scenario that was in force then', () => {
    const opened = scenarioFromHash(oldText(commit, link), [], MODELS);
    expect(opened).toMatchObject(oldJson<Scenario>(commit, document));
  });

  it('and what opens is given out again without a loss', () => {
    const opened = scenarioFromHash(oldText(commit, link), [], MODELS);
    if (opened === null) throw new Error('no scenario');
    expect(scenarioFromHash(hashOf(opened, []) ?? '', [], MODELS)).toEqual(opened);
  });
});

it('both forms of links are among them', () => {
  const forms = links.map(([commit, link]) => oldText(commit, link).slice(0, 3));
  expect(new Set(forms)).toEqual(new Set(['#s=', '#z=']));
});

describe.each(versionsWith('local-storage.json'))('what %s remembered in localStorage', (commit) => {
  const kept = oldJson<Record<string, string>>(commit, 'local-storage.json');

  it('is a theme that there is', () => {
    expect(THEME_CHOICES).toContain(kept['playground-theme']);
  });

  it('and of models of one’s own every setting', () => {
    const text = kept['custom-model-settings'];
    if (text === undefined) return;
    const memory = new SettingsMemory(() => ({ getItem: () => text, setItem: () => {} }));
    for (const [id, settings] of JSON.parse(text) as [string, unknown][]) {
      // as it was written
      expect(memory.read(id)).toEqual(settings);
      expect(customSettingsSchema.parse(settings)).toEqual(settings);
    }
  });
});
