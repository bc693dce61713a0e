import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from './simulate.mjs';

/** @type {string} */
let folder;
/** @type {string[]} */
let told;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulate-'));
  told = [];
  vi.spyOn(console, 'log').mockImplementation((text) => told.push(String(text)));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const path = (/** @type {string} */ name) => join(folder, name);

/** @param {string[]} args */
async function predicted(...args) {
  expect(await run([...args, '--out', path('sim.json')])).toBe(0);
  return JSON.parse(await readFile(path('sim.json'), 'utf8'));
}

const PRESET = ['--scenario', 'noisy-neighbour', '--duration', '3'];

describe('npm run simulate', () => {
  it('predicts a preset from modelled costs, labelled as simulated, and writes what it tells', async () => {
    const file = await predicted(...PRESET, '--policy', 'edf', '--grain', 'segment', '--seed', '7');
    expect(told.join('\n')).toContain('Simulated, not measured');
    expect(file).toMatchObject({ basis: 'simulated', durationMs: 3000, scenario: { seed: 7 } });
    expect(file.scenario.executors[0]).toMatchObject({ policy: 'edf', grain: 'segment' });
    expect(file.tenants[0]).toMatchObject({ id: 'facemesh', costBasis: 'modelled' });
    expect(file.totals.stp).toBeGreaterThan(0);
  });

  it('takes measured costs from a run file, and its scenario', async () => {
    const first = await predicted(...PRESET);
    const costs = {
      backends: { 'executor-1': 'wasm' },
      contention: first.contention,
      costs: Object.fromEntries(
        ['facemesh', 'movenet'].map((id) => [
          id,
          {
            basis: 'profile',
            n: 1,
            prepareMs: 0,
            computeMs: 4,
            samplesMs: [4],
            afterMs: 0,
            plan: null,
            hopMs: 0,
            resource: 'unknown',
            baseline: null,
          },
        ]),
      ),
    };
    await writeFile(path('run.json'), JSON.stringify({ scenario: first.scenario, costs }));
    const file = await predicted('--costs', path('run.json'));
    expect(file.tenants.map((/** @type {any} */ one) => one.costBasis)).toEqual(['profile', 'profile']);
    expect(file.tenants[1].throughputPerSecond).toBeCloseTo(220, 0);
  });

  it('sweeps every built-in policy at both grains', async () => {
    const results = await predicted(...PRESET, '--sweep');
    expect(results).toHaveLength(26);
    expect(told.join('\n')).toContain('26 simulations');
  });

  it('names what is wrong with its options and files', async () => {
    await writeFile(path('text.json'), 'no');
    await writeFile(path('old.json'), JSON.stringify({ scenario: {} }));
    await writeFile(path('idle.json'), JSON.stringify({ scenario: {}, costs: null }));
    await writeFile(path('cut.json'), JSON.stringify({ costs: { costs: { a: {} } } }));
    const cases = /** @type {const} */ ([
      [['--scenario', 'nope'], 'no preset and no file "nope"'],
      [[...PRESET, '--policy', 'foo'], '--policy is "foo"'],
      [[...PRESET, '--duration', '0'], '--duration is "0"'],
      [[...PRESET, '--policy', 'user'], 'needs a userPolicy'],
      [[...PRESET, '--costs', path('none.json')], 'no run file'],
      [[...PRESET, '--costs', path('text.json')], 'not JSON'],
      [[...PRESET, '--costs', path('old.json')], 'no run file, or one of an older version'],
      [[...PRESET, '--costs', path('idle.json')], 'none of its tenants was loaded'],
      [[...PRESET, '--costs', path('cut.json')], 'not complete'],
    ]);
    for (const [args, why] of cases) await expect(run([...args])).rejects.toThrow(why);
  });

  it('helps when nothing is asked for', async () => {
    expect(await run([])).toBe(0);
    expect(told.join('\n')).toContain('--scenario');
  });
});
