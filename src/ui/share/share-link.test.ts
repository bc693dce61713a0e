import { expect, it } from 'vitest';
import { type Scenario, scenarioSchema } from '../../domain/scenario';
import { scenarioFromHash } from '../scenario-link';
import { embedSnippet, onlyHere, shareLink } from './share-link';

const HERE = { origin: 'https://p.example', pathname: '/demo/', hostname: 'p.example' };
const scenario: Scenario = scenarioSchema.parse({
  schemaVersion: 1,
  name: 'mine',
  executors: [{ id: 'e1', backend: 'wasm' }],
  tenants: [{ id: 'a', modelId: 'm', executorId: 'e1', workload: { kind: 'closed', inFlight: 2 } }],
});

it('the link is the folder of the page and the scenario, nothing else of the address', () => {
  const link = shareLink(HERE, scenario, []);
  if (link.kind !== 'link') throw new Error(link.why);
  expect(link.url).toBe(`https://p.example/demo/${link.hash}`);
  expect(scenarioFromHash(link.hash, [], ['m'])).toEqual(scenario);
});

it('without tenants there is no link, and the words say so', () => {
  expect(shareLink(HERE, undefined, [])).toMatchObject({ kind: 'none' });
  expect(shareLink(HERE, { ...scenario, tenants: [] }, [])).toMatchObject({
    kind: 'none',
    why: expect.stringContaining('no tenants'),
  });
});

it('the frame names what it shows and whom it obeys, and hands isolation on', () => {
  const html = embedSnippet(HERE, '#preset=one-alone', 'stage,throughput', 'https://slides.example');
  const src = /src="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  expect(src).toBe(
    'https://p.example/demo/?embed=1&show=stage,throughput&parent=https://slides.example#preset=one-alone',
  );
  expect(html).toContain('allow="cross-origin-isolated; camera; microphone"');
});

it('addresses that only this machine reaches are told', () => {
  expect(
    ['localhost', '127.0.0.1', '127.1.2.3', '[::1]'].map((hostname) => onlyHere({ ...HERE, hostname })),
  ).toEqual([true, true, true, true]);
  expect(onlyHere(HERE)).toBe(false);
});
