import { describe, expect, it, vi } from 'vitest';
import type { AudioInput, ImageInput } from '../../domain/model';
import type { PictureSource } from '../../domain/scenario';
import type { RunState, TenantStatus } from '../../domain/snapshot';
import type { FrameDown, FrameUp, SoundDown } from '../../protocol/frame-channel';
import { DrawLoop, type DrawTask } from '../frames/draw-loop';
import type { FramePort } from './feeder-seat';
import type { Lacking } from './frame-feeder';
import type { Cutter, LiveInputs, LivePicture } from './live-inputs';
import { LiveScene, type Pictures } from './live-scene';

const FRAME_MS = 1000 / 60;
const PICTURE: ImageInput = {
  kind: 'image',
  shape: [1, 256, 256, 3],
  dtype: 'float32',
  range: [0, 1],
  region: 'frame',
  regionScale: 1,
};
const SOUND: AudioInput = {
  kind: 'audio',
  shape: [1, 43_844, 1],
  dtype: 'float32',
  range: [-1, 1],
  sampleRateHz: 22_050,
};

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

  stage: PictureSource = 'scene';
  readonly stageSource = () => this.stage;
  readonly judges = () => false;
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
  const capture = vi.fn<Cutter['cut']>(() => [{} as ImageBitmap]); // passed on unread
  const pictures: Pictures = { get: () => 'missing', onChange: () => {}, dispose: vi.fn() };
  const camera: { now: LivePicture | Lacking | null; moves: boolean } = { now: null, moves: false };
  const inputs: LiveInputs = {
    pictureOf: () => camera.now,
    soundOf: () => null,
    levelOf: () => 0,
    moves: () => camera.moves,
    onChange: () => {},
  };
  const live = new LiveScene(pictures, { cut: capture, whole: () => [] }, inputs, page);
  const paint = vi.fn();
  live.attach(paint);
  const executor = fakePort();
  live.addPort('executor-1#1', executor.port);
  executor.say({
    kind: 'want',
    tenantId: 'blazeface',
    slot: 0,
    input: PICTURE,
    source: 'scene',
    withPicture: false,
  });
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
  return { page, capture, pictures, live, paint, executor, situation, resultOn, camera, inputs };
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
      executor.say({ kind: 'taken', tenantId: 'blazeface', slot: 0, frameNumber: executor.sent.length });
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

describe('the sound of the scene', () => {
  function setUpSound() {
    const made = setUp();
    const { executor, live } = made;
    executor.say({
      kind: 'want',
      tenantId: 'basic-pitch',
      slot: 0,
      input: SOUND,
      source: 'scene',
      withPicture: false,
    });
    const situation = (run: RunState['kind']) =>
      live.setSnapshot({
        run: { kind: run },
        tenants: ['blazeface', 'basic-pitch'].map((id) => ({ config: { id }, status: { kind: 'running' } })),
      });
    const sounds = () => executor.sent.filter((frame) => frame.kind === 'sound');
    const takeAll = () => {
      for (const frame of executor.sent) {
        if (frame.kind === 'nothing') continue;
        const { tenantId, slot, frameNumber } = frame;
        executor.say({ kind: 'taken', tenantId, slot, frameNumber });
      }
    };
    const heardIn = (sound: SoundDown | undefined) =>
      executor.say({
        kind: 'result',
        tenantId: 'basic-pitch',
        result: {
          frameNumber: sound?.frameNumber ?? 0,
          result: {
            kind: 'notes',
            startSeconds: sound?.startSeconds ?? 0,
            endSeconds: (sound?.startSeconds ?? 0) + 2,
            notes: [{ pitch: 69, startSeconds: 0, endSeconds: 1, amplitude: 0.7 }],
          },
        },
      });
    return { ...made, situation, sounds, takeAll, heardIn };
  }

  it('is given to a tenant that listens, up to the present, about four times a second', () => {
    const { page, live, situation, sounds, takeAll } = setUpSound();
    situation('running');
    for (let frame = 0; frame < 120; frame += 1) {
      page.run(FRAME_MS);
      takeAll();
    }
    expect(sounds().length).toBeGreaterThanOrEqual(7);
    expect(sounds().length).toBeLessThanOrEqual(9);
    const newest = sounds().at(-1);
    const end = (newest?.startSeconds ?? NaN) + 43_844 / 22_050;
    expect(live.soundSeconds - end).toBeGreaterThanOrEqual(-0.001);
    expect(live.soundSeconds - end).toBeLessThan(0.3);
    expect(newest?.samples.some((sample) => sample !== 0)).toBe(true);
  });

  it('is given once while the models are made ready, and its clock stands still', () => {
    const { page, live, situation, sounds, takeAll } = setUpSound();
    situation('starting');
    page.run(100);
    takeAll();
    page.run(2000);
    expect(sounds()).toHaveLength(1);
    expect(live.soundSeconds).toBe(0);
  });

  it('keeps its pace for people who asked for less motion', () => {
    const { page, live, situation } = setUpSound();
    page.calmMotion = true;
    situation('running');
    page.run(3000);
    expect(live.soundSeconds).toBeGreaterThan(2.5);
  });

  it('has results that outlive a cut of the picture', () => {
    const { page, live, situation, sounds, takeAll, heardIn } = setUpSound();
    situation('running');
    for (let quarter = 0; quarter < 58; quarter += 1) {
      page.run(250);
      takeAll();
    }
    const { cutIndex } = live.scene;
    heardIn(sounds().at(-1));
    page.run(1000);
    expect(live.scene.cutIndex).toBe(cutIndex + 1);
    expect(live.resultOf('basic-pitch')?.result.kind).toBe('notes');
  });

  it('leaves a history of notes, which goes with its tenant', () => {
    const { page, live, situation, sounds, heardIn } = setUpSound();
    situation('running');
    page.run(100);
    heardIn(sounds()[0]);
    expect(live.notesOf('basic-pitch')).toHaveLength(1);
    live.setSnapshot({ run: { kind: 'running' }, tenants: [] });
    expect(live.notesOf('basic-pitch')).toEqual([]);
  });
});

describe('a live source beside the scene', () => {
  const picture = (version: number, cutIndex = 0): LivePicture => ({
    picture: {} as CanvasImageSource, // passed on unread
    ...{ width: 640, height: 480, mirrored: false, cutIndex, version },
  });
  function setUpCamera() {
    const made = setUp();
    const { executor, camera, situation } = made;
    executor.say({
      kind: 'want',
      tenantId: 'blazeface',
      slot: 0,
      input: PICTURE,
      source: 'camera',
      withPicture: false,
    });
    camera.now = picture(1);
    situation('running', 'running');
    made.page.run(100);
    return made;
  }
  const face = (frameNumber: number, executor: ReturnType<typeof fakePort>) =>
    executor.say({
      kind: 'result',
      tenantId: 'blazeface',
      result: {
        frameNumber,
        result: {
          kind: 'faces',
          faces: [{ box: { x: 0.4, y: 0.2, width: 0.2, height: 0.4 }, score: 0.9, keypoints: [] }],
        },
      },
    });

  it('has the shape of its own picture', () => {
    const { capture, live, page } = setUpCamera();
    page.stage = 'camera';
    expect(capture.mock.calls[0]?.[0]).toMatchObject({ source: 'camera', aspect: 4 / 3 });
    expect(live.stageFrame).toMatchObject({ size: { width: 640, height: 480 } });
  });

  it('is not drawn on another picture, but is told all the same', () => {
    const { live, page, executor } = setUpCamera();
    face(1, executor);
    expect(live.resultOf('blazeface')?.origin).toBe('camera');
    expect(live.drawnOf('blazeface')).toBeNull();
    page.stage = 'camera';
    expect(live.drawnOf('blazeface')).not.toBeNull();
  });

  it('has its face where a detector found it, until the next cut', () => {
    const { live, executor, camera, page } = setUpCamera();
    page.stage = 'camera';
    face(1, executor);
    expect(live.stageFrame).toMatchObject({ sights: { face: { x: 0.4 } } });
    camera.now = picture(2, 1);
    expect(live.stageFrame).toMatchObject({ sights: { face: null } });
    expect(live.resultOf('blazeface')).toBeNull();
  });

  it('does not learn of a face from a frame before the cut', () => {
    const { live, executor, camera, page } = setUpCamera();
    page.stage = 'camera';
    camera.now = picture(2, 1);
    page.run(100);
    face(1, executor);
    expect(live.stageFrame).toMatchObject({ sights: { face: null } });
  });

  it('moves on the stage also while nothing runs', () => {
    const { page, paint, situation, camera } = setUpCamera();
    situation('idle', 'ready');
    page.run(500);
    const still = paint.mock.calls.length;
    page.run(500);
    expect(paint).toHaveBeenCalledTimes(still);
    camera.moves = true;
    situation('running', 'running');
    situation('idle', 'ready');
    page.run(1000);
    expect(paint.mock.calls.length).toBeGreaterThan(still + 20);
  });

  it('is drawn anew when it changes while nothing moves', () => {
    const { page, paint, situation, inputs } = setUpCamera();
    situation('idle', 'ready');
    page.run(500);
    const drawn = paint.mock.calls.length;
    inputs.onChange();
    page.run(100);
    expect(paint).toHaveBeenCalledTimes(drawn + 1);
  });
});
