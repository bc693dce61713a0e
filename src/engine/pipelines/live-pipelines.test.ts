/** Pipelines in the engine as a whole, on a virtual clock: arrivals that completions cause, and what becomes of what is handed on. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_RECOVERY } from '../../domain/recovery';
import type { DependsOn, TenantConfig } from '../../domain/scenario';
import type { Handoff, InferArgument } from '../../protocol/executor-contract';
import { scenario } from '../../testing/builders';
import { advance } from '../../testing/fake-executor';
import { identity, openPlayground } from '../../testing/open-playground';

const dependent = (tenantId: string, change: Partial<DependsOn> = {}, queueBound = 4) =>
  ({
    modelId: 'looker',
    workload: { kind: 'triggered', queueBound },
    dependsOn: { tenantId, probability: 1, fanOut: 1, ...change },
  }) as const;
const everyTenth: Partial<TenantConfig> = {
  workload: { kind: 'periodic', ratePerSecond: 10, jitterFraction: 0, queueBound: 4 },
  deadline: { kind: 'next-frame' },
};
/** Faces on x, found by a mesh on y, whose eyes are looked at on x again. */
const chain = scenario([
  ['faces', 'x', everyTenth],
  ['mesh', 'y', { ...dependent('faces'), deadline: { kind: 'next-frame' } }],
  ['iris', 'x', dependent('mesh')],
]);
const SERVICE_MS: Readonly<Record<string, number>> = { faces: 10, mesh: 20, iris: 15 };

/** A playground whose executors find `found` things each time, and what became of the pictures that they handed on. */
async function open(document = chain, { found = 1, serviceMs = SERVICE_MS } = {}) {
  const pictures = { made: 0, closed: 0 };
  const asked: InferArgument[] = [];
  const report = (argument: InferArgument) => {
    asked.push(argument);
    const capturedAt = argument.handoff?.capturedAt ?? argument.arrivedAt - 5;
    const handoffs = argument.handOn.map(({ fanOut }) =>
      Array.from({ length: Math.min(found, fanOut) }, (): Handoff => {
        pictures.made += 1;
        const picture = { close: () => (pictures.closed += 1) } as unknown as ImageBitmap; // closed, no more
        const place = { regions: [], regionFound: true, pixels: new Uint8ClampedArray(4) };
        return { frameNumber: 1, capturedAt, ...place, picture };
      }),
    );
    return { handoffs, capturedAt };
  };
  const opened = await openPlayground(document, { report, serviceMs: (id) => serviceMs[id] ?? 10 });
  return { ...opened, pictures, asked };
}

describe('a pipeline that runs', () => {
  it('arrives stage by stage at completions, and tells the way from the first arrival and from the picture', async () => {
    const { run, tenant, rows } = await open();
    await run(1200);
    const [faces, mesh, iris] = ['faces', 'mesh', 'iris'].map(tenant);
    for (const one of [faces, mesh, iris]) {
      expect(one?.completions).toBeGreaterThanOrEqual(10);
      expect(one && identity(one)).toBe(0);
    }
    expect(faces?.pipeline?.endToEndMs.mean).toBeCloseTo(10, 0);
    expect(mesh?.pipeline?.endToEndMs.mean).toBeCloseTo(30, 0);
    expect(iris?.pipeline?.endToEndMs.mean).toBeCloseTo(45, 0);
    expect(iris?.pipeline?.freshnessMs.mean).toBeCloseTo(50, 0);
    expect(mesh?.latencyMs.mean).toBeCloseTo(20, 0);
    const of = (id: string) => rows.filter(({ tenantId }) => tenantId === id);
    const parentOf = ({ parentId }: { parentId: number }) => rows.find((row) => row.requestId === parentId);
    expect(of('faces').every((row) => row.parentId === row.requestId)).toBe(true);
    expect(of('mesh').every((row) => parentOf(row)?.tenantId === 'faces')).toBe(true);
    expect(of('iris').every((row) => parentOf(row)?.tenantId === 'mesh')).toBe(true);
    expect(of('iris').every((row) => row.arrivedAt === parentOf(row)?.completedAt)).toBe(true);
  });

  it('is due by the frame of its first tenant in every stage', async () => {
    const { run, tenant } = await open(chain, { serviceMs: { ...SERVICE_MS, mesh: 95 } });
    await run(1500);
    expect(tenant('faces').deadlineHitFraction).toBe(1);
    // 10 + 95 ms is more than the 100 ms of a frame, though 95 ms alone is not.
    expect(tenant('mesh').deadlineHitFraction).toBe(0);
  });

  it('triggers nothing where nothing was found, and misses nothing', async () => {
    const { run, tenant } = await open(chain, { found: 0 });
    await run(1000);
    expect(tenant('faces').completions).toBeGreaterThan(5);
    expect(tenant('mesh')).toMatchObject({ arrivals: 0, failed: 0, dropped: 0, status: { kind: 'running' } });
    expect(tenant('mesh').deadlineHitFraction).toBeNull();
  });

  it('asks for each thing that was found, no more than the fan-out', async () => {
    const document = scenario([
      ['faces', 'x', everyTenth],
      ['mesh', 'y', dependent('faces', { fanOut: 2 })],
    ]);
    const { run, tenant } = await open(document, { found: 5 });
    await run(1010);
    expect(tenant('mesh').arrivals).toBe(2 * tenant('faces').completions);
  });

  it('tells its executors which tenants are triggered', async () => {
    const { run, workers } = await open();
    await run(100);
    expect(workers.get('y')?.loads.map(({ tenantId, triggered }) => [tenantId, triggered])).toEqual([
      ['mesh', true],
    ]);
    expect(workers.get('x')?.loads.map(({ tenantId, triggered }) => [tenantId, triggered])).toEqual([
      ['faces', false],
      ['iris', true],
    ]);
  });
});

describe('what is handed on', () => {
  it('reaches the one it was for, or is closed when its queue is full: every picture is accounted for', async () => {
    const document = scenario([
      ['faces', 'x', everyTenth],
      ['mesh', 'y', dependent('faces', {}, 1)],
    ]);
    const { run, tenant, pictures, asked } = await open(document, { serviceMs: { faces: 10, mesh: 350 } });
    await run(3000);
    const mesh = tenant('mesh');
    expect(mesh.dropped).toBeGreaterThan(5);
    expect(identity(mesh)).toBe(0);
    expect(pictures.closed).toBe(mesh.dropped);
    expect(pictures.made).toBe(mesh.arrivals);
    const served = asked.filter(({ handoff }) => handoff !== null);
    expect(new Set(served.map(({ handoff }) => handoff?.picture)).size).toBe(served.length);
  });

  it('is closed when the tenant that waits for it fails, is paused or leaves', async () => {
    for (const end of ['fail', 'pause', 'leave'] as const) {
      const { run, clock, playground, pictures, tenant, workers } = await open(chain, {
        serviceMs: { faces: 10, mesh: 350 },
      });
      await run(1000);
      const waiting = tenant('mesh').queued;
      expect(waiting).toBeGreaterThan(0);
      const before = pictures.closed;
      if (end === 'fail') workers.get('y')?.crash('boom');
      if (end === 'pause') void playground.updateTenant({ tenantId: 'mesh', change: { paused: true } });
      if (end === 'leave') void playground.removeTenant({ tenantId: 'mesh' }).catch(() => {});
      await advance(clock, 5);
      if (end !== 'pause') expect(pictures.closed - before).toBeGreaterThanOrEqual(waiting);
      await advance(clock, 400);
      for (const one of ['faces'].map(tenant)) expect(identity(one)).toBe(0);
      playground.stop();
    }
  });
});

describe('a pipeline of which a part fails', () => {
  it('stands still behind a first tenant that fails, without failures of its own', async () => {
    const { run, clock, tenant, workers, playground } = await open(
      scenario([
        ['faces', 'x', everyTenth],
        ['mesh', 'y', dependent('faces')],
      ]),
    );
    await run(500);
    playground.setRecovery({ ...DEFAULT_RECOVERY, automatic: false });
    workers.get('x')?.crash('boom');
    await advance(clock, 1000);
    expect(tenant('faces').status.kind).toBe('failed');
    expect(tenant('mesh')).toMatchObject({ failed: 0, status: { kind: 'running' } });
  });

  it('lets its first tenant serve on when one behind it fails', async () => {
    const { run, clock, tenant, workers, asked } = await open();
    await run(500);
    workers.get('y')?.crash('boom');
    const before = asked.length;
    await advance(clock, 300);
    const since = asked.slice(before).filter(({ tenantId }) => tenantId === 'faces');
    expect(since.length).toBeGreaterThan(1);
    expect(since.some(({ handOn }) => handOn.length === 0)).toBe(true);
    expect(tenant('faces').status.kind).toBe('running');
  });
});

describe('a pipeline measured alone', () => {
  it('has each tenant run by itself, and compares service times of those that are triggered', async () => {
    const { run, clock, playground, tenant, latest, asked, snapshots } = await open();
    await run(300);
    const before = asked.length;
    void playground.measureAlone({ warmupMs: 50, durationMs: 400 });
    await advance(clock, 1250);
    const alone = asked.slice(before);
    expect(snapshots.some(({ measuring }) => measuring?.tenantId === 'mesh')).toBe(true);
    expect(alone.filter(({ tenantId }) => tenantId === 'mesh').some(({ handoff }) => handoff === null)).toBe(
      true,
    );
    await advance(clock, 2000);
    expect(latest().measuring).toBeNull();
    const mesh = tenant('mesh');
    expect(mesh.alone?.serviceTimeMs.mean).toBeCloseTo(20, 0);
    expect(mesh.slowdown).toBeCloseTo(1);
    expect(mesh.slowdownBasis).toContain('service time');
    expect(mesh.completions).toBeGreaterThan(10);
  });
});

describe('a pipeline that cannot be', () => {
  it('is refused before anything changes', async () => {
    const { playground, latest, run } = await open();
    await run(50);
    const unfit = scenario([
      ['faces', 'x'],
      ['other', 'y', { ...dependent('faces'), modelId: 'other' }],
    ]);
    await expect(Promise.resolve().then(() => playground.loadScenario(unfit))).rejects.toMatchObject({
      code: 'pipeline-unfit',
    });
    expect(latest().scenario.tenants.map(({ id }) => id)).toEqual(['faces', 'mesh', 'iris']);
  });
});
