import { describe, expect, it, vi } from 'vitest';
import type { RunState, TenantStatus } from '../../domain/snapshot';
import type { FrameDown, FrameUp } from '../../protocol/frame-channel';
import { DrawLoop, type DrawTask } from '../frames/draw-loop';
import type { Capture, FramePort } from './frame-feeder';
import { LiveScene, type PictureSource } from './live-scene';

const FRAME_MS = 1000 / 60;

/** A page whose animation frames come when the test says so, with a draw loop of its own. */
class FakePage {
  calmMotion = false;
  #now = 0;
  #act: (() => void) | null = null;
  #timer: { readonly at: number; readonly act: () => void } | null = null;
  readonly #loop = new DrawLoop({
    now: () => this.#now,
    after: (delayMs, act) => {
      this.#timer = { at: this.#now + delayMs, act };
      return () => {
        this.#timer = null;
      };
    },
    nextFrame: (act) => {
      this.#act = act;
      return () => {
        this.#act = null;
      };
    },
    afterFrame: (act) => act(),
  });

  readonly now = () => this.#now;
  readonly calm = () => this.calmMotion;
  readonly add = (task: DrawTask) => this.#loop.add(task);
  readonly lowered = () => this.#loop.loweredTo !== null;

  get frameWanted(): boolean {
    return this.#act !== null || this.#timer !== null;
  }

  /** Time passes without animation frames. */
  sleep(forMs: number): void {
    this.#now += forMs;
  }

  run(forMs: number): void {
    for (const end = this.#now + forMs; this.#now < end; ) {
      this.#now += FRAME_MS;
      if (this.#timer !== null && this.#timer.at <= this.#now) {
        const { act: fire } = this.#timer;
        this.#timer = null;
        fire();
      }
      const act = this.#act;
      this.#act = null;
      act?.();
    }
  }
}

function fakePort() {
  const sent: FrameDown[] = [];
  const port: FramePort = { onmessage: null, postMessage: (frame) => sent.push(frame), close: () => {} };
  const say = (message: FrameUp) => port.onmessage?.({ data: message } as MessageEvent); // only its data is read
  return { port, sent, say };
}

function setUp() {
  const page = new FakePage();
  const capture = vi.fn<Capture>(() => [{} as ImageBitmap]); // passed on unread
  const pictures: PictureSource = { get: () => 'loading', onChange: () => {}, dispose: vi.fn() };
  const live = new LiveScene(pictures, capture, page);
  const paint = vi.fn();
  live.attach(paint);
  const executor = fakePort();
  live.addPort('executor-1#1', executor.port);
  const want = { kind: 'want', width: 256, height: 256, region: 'frame', regionScale: 1 } as const;
  executor.say({ ...want, tenantId: 'blazeface' });
  const situation = (run: RunState['kind'], status: TenantStatus['kind']) =>
    live.setSnapshot({
      run: { kind: run },
      tenants: [{ config: { id: 'blazeface' }, status: { kind: status } }],
    });
  const resultOn = (frameNumber: number) =>
    executor.say({
      kind: 'result',
      tenantId: 'blazeface',
      result: { frameNumber, result: { kind: 'nothing', reason: 'no face' } },
    });
  return { page, capture, pictures, live, paint, executor, situation, resultOn };
}

describe('the live scene', () => {
  it('stands at its first frame, is drawn once and captures nothing before the first run', () => {
    const { page, live, paint, capture, situation } = setUp();
    const { view } = live.scene;
    situation('idle', 'waiting');
    page.run(1000);
    expect(paint).toHaveBeenCalledTimes(1);
    expect(page.frameWanted).toBe(false);
    expect(capture).not.toHaveBeenCalled();
    expect(live.scene.view).toEqual(view);
  });

  it('gives frames to tenants that are ready while the others still load, but does not move yet', () => {
    const { page, live, executor, situation } = setUp();
    const { view } = live.scene;
    situation('starting', 'loading');
    page.run(100);
    expect(executor.sent).toHaveLength(1);
    expect(live.scene.view).toEqual(view);
  });

  it('moves while it runs and stands still when it is stopped', () => {
    const { page, live, situation } = setUp();
    situation('running', 'running');
    page.run(2000);
    const moved = live.scene.view;
    situation('idle', 'ready');
    page.run(2000);
    expect(moved.width).toBeLessThan(0.75);
    expect(live.scene.view).toEqual(moved);
    expect(page.frameWanted).toBe(false);
  });

  it('draws and captures no more than thirty times a second', () => {
    const { page, paint, capture, executor, situation } = setUp();
    situation('running', 'running');
    for (let frame = 0; frame < 60; frame += 1) {
      page.run(FRAME_MS);
      executor.say({ kind: 'taken', tenantId: 'blazeface', frameNumber: executor.sent.length });
    }
    expect(paint.mock.calls.length).toBeLessThanOrEqual(31);
    expect(capture.mock.calls.length).toBeGreaterThan(25);
    expect(capture.mock.calls.length).toBeLessThanOrEqual(31);
  });

  it('drifts at a third of its pace for people who asked for less motion', () => {
    const hurried = setUp();
    const calm = setUp();
    calm.page.calmMotion = true;
    for (const [{ page, situation }, forMs] of [
      [hurried, 1000],
      [calm, 3000],
    ] as const) {
      situation('running', 'running');
      page.run(forMs);
    }
    expect(calm.live.scene.view.width).toBeCloseTo(hurried.live.scene.view.width, 2);
  });

  it('knows what a tenant sees, and how long that took', () => {
    const { page, live, situation, resultOn } = setUp();
    situation('running', 'running');
    page.run(100);
    resultOn(1);
    const fresh = live.resultOf('blazeface');
    expect(fresh?.result.kind).toBe('nothing');
    expect(fresh?.lagMs).toBeGreaterThan(50);
    expect(fresh?.lagMs).toBeLessThan(101);
  });

  it('keeps the last results on a stopped picture, and drops them when none follow on a moving one', () => {
    const { page, live, situation, resultOn } = setUp();
    situation('running', 'running');
    page.run(100);
    resultOn(1);
    situation('idle', 'ready');
    page.run(5000);
    expect(live.resultOf('blazeface')).not.toBeNull();
    situation('running', 'running');
    page.run(2000);
    expect(live.resultOf('blazeface')).toBeNull();
  });

  it.each(['paused', 'moving', 'failed', 'loading'] as const)(
    'shows nothing of a tenant that is %s',
    (status) => {
      const { page, live, situation, resultOn } = setUp();
      situation('running', 'running');
      page.run(100);
      resultOn(1);
      situation('running', status);
      expect(live.resultOf('blazeface')).toBeNull();
      resultOn(1); // its last word, on the way when it stopped
      situation('running', 'running');
      expect(live.resultOf('blazeface')).toBeNull();
    },
  );

  it('draws anew when a result arrives on a picture that stands still', () => {
    const { page, paint, situation, resultOn } = setUp();
    situation('running', 'running');
    page.run(100);
    situation('idle', 'ready');
    page.run(100);
    const drawn = paint.mock.calls.length;
    resultOn(1);
    page.run(100);
    expect(paint).toHaveBeenCalledTimes(drawn + 1);
  });

  it('goes on from where it stood after the tab was hidden', () => {
    const { page, live, situation } = setUp();
    situation('running', 'running');
    page.run(1000);
    const before = live.scene.view.width;
    situation('paused', 'running');
    page.run(FRAME_MS); // one last frame
    page.sleep(60_000);
    situation('running', 'running');
    page.run(FRAME_MS);
    expect(live.scene.view.width).toBeCloseTo(before, 3);
  });

  it('wants no frame and paints no more when it is disposed', () => {
    const { page, live, paint, pictures, situation } = setUp();
    situation('running', 'running');
    live.dispose();
    page.run(100);
    expect(paint).not.toHaveBeenCalled();
    expect(pictures.dispose).toHaveBeenCalledTimes(1);
  });
});
