/** `npm run bench -- --scenario …` writes the run file that it promises, and says plainly what it refuses. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer, request as proxied } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { SeenExperimentFile, SeenRunFile } from './automation.d.ts';
import { scenarioOf } from './playground-page.ts';

const address = process.env.PLAYGROUND_ADDRESS ?? '';

function bench(...args: string[]): Promise<{ status: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, ['scripts/cli.mjs', 'bench', '--address', address, ...args], {
    env: { ...process.env, CHROME_PATH: process.env.PLAYGROUND_BROWSER ?? '' },
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part) => {
    output += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part) => {
    errors += part;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output, errors })));
}

const folder = () => mkdtemp(join(tmpdir(), 'playground-'));

test('a preset on WASM with solo baselines gives a whole run file and a picture', async () => {
  const out = await folder();
  const [file, picture] = [join(out, 'run.json'), join(out, 'shot.png')];
  const { status, output } = await bench(
    ...['--scenario', 'four-at-once', '--backend', 'wasm', '--seed', '7', '--alone', '--alone-duration', '2'],
    ...['--duration', '3', '--warmup', '1', '--out', file, '--screenshot', picture],
  );
  expect(status).toBe(0);
  expect(output).toContain('STP');
  const run: SeenRunFile = JSON.parse(await readFile(file, 'utf8'));
  expect(run.schemaVersion).toBe(1);
  expect(run.scenario.seed).toBe(7);
  expect(run.durationMs).toBeGreaterThan(2900);
  expect(run.tenants.map((tenant) => tenant.modelId)).toEqual([
    'blazeface',
    'facemesh',
    'movenet-lightning',
    'selfie',
  ]);
  for (const tenant of run.tenants) {
    const { arrivals, completions, failed, dropped, rejected, queued, inFlight } = tenant;
    expect(arrivals).toBe(completions + failed + dropped + rejected + queued + inFlight);
    expect(tenant.backend).toBe('wasm');
    expect(tenant.latencyMs.n).toBe(completions);
    expect(tenant.throughputPerSecond).toBeCloseTo((1000 * completions) / run.durationMs, 6);
    expect(tenant.slowdown).toBeCloseTo(
      (tenant.alone?.throughputPerSecond ?? 0) / tenant.throughputPerSecond,
      6,
    );
    expect(tenant.slowdownBasis).toContain('throughput');
    expect(tenant.lastResult?.frameNumber).toBeGreaterThan(0);
    expect(tenant.error).toBeNull();
  }
  for (const executor of run.executors) {
    expect(executor).toMatchObject({ backend: 'wasm', threads: 1, softwareAdapter: false });
    expect(executor.utilisationFraction).toBeGreaterThan(0.3);
    expect(executor.memoryBytes.reserved).toBeGreaterThan(
      executor.memoryBytes.inUse ?? Number.POSITIVE_INFINITY,
    );
  }
  const slowdowns = run.tenants.map((tenant) => tenant.slowdown ?? Number.NaN);
  expect(run.totals.stp).toBeCloseTo(
    slowdowns.reduce((sum, one) => sum + 1 / one, 0),
    6,
  );
  expect(run.totals.antt).toBeCloseTo(slowdowns.reduce((sum, one) => sum + one, 0) / 4, 6);
  expect(run.ui.mainThreadBusyBasis).toBe('browser-task-duration');
  expect(run.ui.frames).toBeGreaterThan(0);
  expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG');
});

test('policy and grain of the command line hold, and the simulator’s figures stand beside the measured ones', async () => {
  const file = join(await folder(), 'run.json');
  const { status, output, errors } = await bench(
    ...['--scenario', 'noisy-neighbour', '--backend', 'wasm', '--policy', 'edf', '--grain', 'segment'],
    ...['--segment-ms', '4', '--alone', '--alone-duration', '2', '--predict'],
    ...['--duration', '4', '--warmup', '1', '--out', file],
  );
  expect(errors).toBe('');
  expect(status).toBe(0);
  const run: SeenRunFile = JSON.parse(await readFile(file, 'utf8'));
  expect(run.scenario.executors).toMatchObject([{ policy: 'edf', grain: 'segment', segmentMs: 4 }]);
  expect(run.decisions.count).toBeGreaterThan(0);
  // A busy machine makes too few choices in this time for a 99th percentile.
  expect(run.decisions.p50Us).toBeGreaterThan(0);
  expect(run.predicted?.basis).toBe('simulated');
  expect(run.predicted?.tenants.map(({ id }) => id)).toEqual(['facemesh', 'movenet']);
  for (const { stp, antt, throughputPerSecond } of [run.predicted?.totals, run.totals].flatMap(
    (one) => one ?? [],
  ))
    expect(Math.min(stp ?? 0, antt ?? 0, throughputPerSecond)).toBeGreaterThan(0);
  for (const words of [
    'decisions',
    'simulated, and how far from measured',
    'contention model: linear-slowdown',
  ])
    expect(output).toContain(words);
});

test('a scenario from a file without baselines has no slowdown', async () => {
  const out = await folder();
  const [scenario, file] = [join(out, 'scenario.json'), join(out, 'run.json')];
  await writeFile(scenario, JSON.stringify(scenarioOf([['a', 'emotion', 'x', { input: 'random' }]])));
  const { status } = await bench('--scenario', scenario, '--duration', '1', '--warmup', '0.5', '--out', file);
  expect(status).toBe(0);
  const run: SeenRunFile = JSON.parse(await readFile(file, 'utf8'));
  expect(run.tenants[0]).toMatchObject({ alone: null, slowdown: null, slowdownBasis: null });
  expect(run.tenants[0]?.lastResult).toMatchObject({ kind: 'tensors', frameNumber: null });
  expect(run.totals).toMatchObject({ stp: null, antt: null, jainFairness: null });
});

test('a tenant that fails makes the status 1, is told on standard error, and the file is written all the same', async () => {
  const out = await folder();
  const [scenario, file] = [join(out, 'scenario.json'), join(out, 'run.json')];
  await writeFile(
    scenario,
    JSON.stringify(
      scenarioOf([
        ['a', 'emotion', 'x'],
        ['b', 'facemesh', 'y'],
      ]),
    ),
  );
  // The app as served, but one model file is not there.
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.endsWith('emotion.bin')) {
      outgoing.writeHead(404).end();
      return;
    }
    incoming.pipe(
      proxied(new URL(incoming.url ?? '/', address), { headers: incoming.headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo; // listening on a port, not on a pipe
  const { status, errors } = await bench(
    ...['--address', `http://localhost:${port}/`, '--scenario', scenario],
    ...['--duration', '1', '--warmup', '0.5', '--out', file],
  );
  server.close();
  expect(status).toBe(1);
  expect(errors).toContain('Tenant a failed (model-missing)');
  const run: SeenRunFile = JSON.parse(await readFile(file, 'utf8'));
  expect(run.tenants.map((tenant) => tenant.error?.code ?? null)).toEqual(['model-missing', null]);
  expect(run.tenants[1]?.completions).toBeGreaterThan(0);
});

test('an experiment gives its matrix, its rows, a report, and the trace of a run of its scenario', async () => {
  const out = await folder();
  const [scenario, result] = [join(out, 'scenario.json'), join(out, 'result.json')];
  const [csv, report, trace] = [join(out, 'result.csv'), join(out, 'report.html'), join(out, 'trace.json')];
  const tenants = [
    ['a', 'emotion', 'x'],
    ['b', 'facemesh', 'y'],
  ] as const;
  await writeFile(scenario, JSON.stringify(scenarioOf(tenants)));
  const { status, output, errors } = await bench(
    ...['--experiment', 'matrix', '--scenario', scenario, '--rounds', '1', '--duration', '0.5'],
    ...['--out', result, '--csv', csv, '--report', report, '--trace', trace, '--trace-duration', '1'],
  );
  expect(status).toBe(0);
  expect(errors).toContain('the trace is of 1 s of its scenario');
  expect(output).toMatch(/× \[\d\.\d\d–\d\.\d\d\] n=\d+/);
  const file: SeenExperimentFile = JSON.parse(await readFile(result, 'utf8'));
  expect(file.matrix?.tenants).toEqual(['a', 'b']);
  expect(file.matrix?.cells[0]?.[1]?.n).toBeGreaterThan(0);
  expect((await readFile(csv, 'utf8')).split('\n').length).toBeGreaterThan(2);
  expect(await readFile(report, 'utf8')).toContain('<svg');
  const { traceEvents } = JSON.parse(await readFile(trace, 'utf8'));
  expect(traceEvents.length).toBeGreaterThan(10);
});

test('what is wrong on the command line is told in a sentence', async () => {
  const out = await folder();
  const wrong = join(out, 'wrong.json');
  await writeFile(wrong, JSON.stringify({ ...scenarioOf([['a', 'emotion', 'x']]), tenants: [] }));
  for (const [args, words] of [
    [
      ['--scenario', 'nothing'],
      'There is no preset and no file "nothing"; presets: ar-glasses, cloud-mix, everything',
    ],
    [['--scenario', 'one-alone', '--duration=-1'], '--duration is "-1"'],
    [['--scenario', 'one-alone', '--backend', 'cuda'], '--backend is "cuda"'],
    [
      ['--scenario', 'one-alone', '--policy', 'lottery'],
      '--policy is "lottery": it should be one of fifo, round-robin',
    ],
    [
      ['--scenario', 'one-alone', '--grain', 'layer'],
      '--grain is "layer": it should be one of inference, segment',
    ],
    [['--scenario', 'one-alone', '--in-flight', '99'], '--in-flight is "99"'],
    [['--scenario', wrong], 'tenants: '],
    [['--experiment', 'lottery'], 'There is no experiment and no file "lottery"'],
    [['--experiment', 'matrix', '--scenario', 'one-alone'], 'it needs 2 models'],
  ] as const) {
    const { status, errors } = await bench(...args);
    expect(status).toBe(1);
    expect(errors).toContain(words);
  }
});
