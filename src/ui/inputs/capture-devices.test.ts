import { describe, expect, it, vi } from 'vitest';
import { EngineError } from '../../domain/errors';
import { type CaptureHost, openCamera, openScreen } from './capture-devices';
import { deviceError } from './device-errors';
import { openMicrophone } from './microphone';
import type { OpenPictures, OpenRequest } from './open-source';
import { DEFAULT_SETTINGS, type SourceSettings } from './source-settings';

class FakeTrack extends EventTarget {
  stopped = false;
  label = 'Desk camera';
  settings: MediaTrackSettings = { frameRate: 29.97 };
  getSettings = () => this.settings;
  stop = () => {
    this.stopped = true;
  };
}

class FakeVideo extends EventTarget {
  muted = false;
  playsInline = false;
  srcObject: unknown = null;
  currentTime = 0;
  readyState = 4;
  constructor(
    public videoWidth = 1280,
    public videoHeight = 720,
    private readonly plays = true,
  ) {
    super();
  }
  play = async () => {
    if (this.plays) this.dispatchEvent(new Event('loadeddata'));
  };
}

function setUp(video = new FakeVideo()) {
  const track = new FakeTrack();
  const stream = {
    getTracks: () => [track],
    getVideoTracks: () => [track],
    getAudioTracks: () => [track],
  } as unknown as MediaStream; // what the openers use of it
  const timers: (() => void)[] = [];
  const getUserMedia = vi.fn(async (_constraints?: MediaStreamConstraints) => stream);
  const getDisplayMedia = vi.fn(async () => stream);
  const host: CaptureHost = {
    devices: { getUserMedia, getDisplayMedia },
    createVideo: () => video as unknown as HTMLVideoElement, // likewise
    after: (_delayMs, act) => {
      timers.push(act);
      return () => timers.splice(timers.indexOf(act), 1);
    },
  };
  let settings: SourceSettings = DEFAULT_SETTINGS;
  const lost = vi.fn<OpenRequest['lost']>();
  const request: OpenRequest = { settings: () => settings, files: [], lost, reworded: () => {} };
  const set = (change: Partial<SourceSettings>) => {
    settings = { ...settings, ...change };
  };
  return { track, stream, video, host, getUserMedia, getDisplayMedia, request, lost, timers, set };
}

describe('the camera', () => {
  it('is asked for with the chosen device and size, without sound', async () => {
    const { host, request, getUserMedia, set } = setUp();
    set({ cameraId: 'c2', cameraSize: '640x480' });
    await openCamera(host)(request);
    expect(getUserMedia).toHaveBeenCalledExactlyOnceWith({
      video: {
        width: { ideal: 640 },
        height: { ideal: 480 },
        frameRate: { ideal: 30 },
        deviceId: { exact: 'c2' },
      },
      audio: false,
    });
  });

  it('tells its name, size and rate, and lets go of its track', async () => {
    const { host, request, track } = setUp();
    const open = await openCamera(host)(request);
    expect(open.words).toEqual({ label: 'Desk camera', detail: '1280 × 720, 30 frames/s', note: null });
    open.close();
    expect(track.stopped).toBe(true);
  });

  it('counts its pictures: the same moment is the same picture, another size is a cut', async () => {
    const { host, request, video, set } = setUp();
    const open = (await openCamera(host)(request)) as OpenPictures; // a camera has pictures
    const first = open.picture(0);
    expect(open.picture(10)).toEqual(first);
    expect(first).toMatchObject({ width: 1280, mirrored: true, cutIndex: 0 });
    video.currentTime = 0.03;
    expect(open.picture(20)?.version).toBe((first?.version ?? 0) + 1);
    [video.videoWidth, video.videoHeight] = [720, 1280];
    expect(open.picture(30)?.cutIndex).toBe(1);
    set({ mirrored: false });
    expect(open.picture(40)).toMatchObject({ mirrored: false, cutIndex: 2 });
  });

  it('says so when it is unplugged', async () => {
    const { host, request, track, lost } = setUp();
    await openCamera(host)(request);
    track.dispatchEvent(new Event('ended'));
    expect(lost.mock.calls[0]?.[0]).toMatchObject({ code: 'input-lost' });
    expect(lost.mock.calls[0]?.[0].message).toContain('“Desk camera” is gone');
  });

  it('that sends no picture is let go after ten seconds', async () => {
    const { host, request, track, timers } = setUp(new FakeVideo(0, 0, false));
    const opening = openCamera(host)(request);
    await vi.waitFor(() => expect(timers).toHaveLength(1));
    timers[0]?.();
    await expect(opening).rejects.toMatchObject({ code: 'video-empty' });
    expect(track.stopped).toBe(true);
  });

  it('is not to be had where the browser has no devices', async () => {
    const { host, request } = setUp();
    const opening = openCamera({ ...host, devices: undefined })(request);
    await expect(opening).rejects.toMatchObject({ code: 'input-absent' });
  });

  it('that was refused says how to allow it', async () => {
    const { host, request, getUserMedia } = setUp();
    getUserMedia.mockRejectedValueOnce(new DOMException('denied', 'NotAllowedError'));
    await expect(openCamera(host)(request)).rejects.toThrow(
      /Allow it with the camera sign in the address bar/,
    );
  });
});

describe('the screen', () => {
  it('is shared without sound, never mirrored, and tells when sharing ends', async () => {
    const { host, request, getDisplayMedia, track, lost } = setUp();
    const open = (await openScreen(host)(request)) as OpenPictures; // a screen has pictures
    expect(getDisplayMedia).toHaveBeenCalledExactlyOnceWith({
      video: { frameRate: { ideal: 15 } },
      audio: false,
    });
    expect(open.picture(0)?.mirrored).toBe(false);
    track.dispatchEvent(new Event('ended'));
    expect(lost.mock.calls[0]?.[0].message).toContain('no longer shared');
  });
});

describe('the microphone', () => {
  function setUpSound(rateHz = 48_000) {
    const made = setUp();
    let push: (block: Float32Array) => void = () => {};
    const tapClose = vi.fn();
    const host = {
      devices: made.host.devices,
      tap: async (_stream: MediaStream, onBlock: (block: Float32Array) => void) => {
        push = onBlock;
        return { sampleRateHz: rateHz, poll: () => {}, close: tapClose };
      },
    };
    return { ...made, host, tapClose, push: (block: Float32Array) => push(block) };
  }

  it('is asked for as it sounds, and says what is off', async () => {
    const { host, request, getUserMedia } = setUpSound();
    const open = await openMicrophone(host)(request);
    expect(getUserMedia).toHaveBeenCalledExactlyOnceWith({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      video: false,
    });
    expect(open.words.note).toBe('Echo cancellation, noise suppression and automatic gain are off.');
  });

  it('says what the device keeps on', async () => {
    const { host, request, track } = setUpSound();
    track.settings = { noiseSuppression: true };
    expect((await openMicrophone(host)(request)).words.note).toContain('keeps noise suppression on');
  });

  it('gives the newest samples at the rate that is asked for, ending now, and its level', async () => {
    const { host, request, push } = setUpSound();
    const open = await openMicrophone(host)(request);
    if (open.kind !== 'sound') throw new Error(open.kind);
    push(Float32Array.from({ length: 48_000 }, (_, index) => Math.sin((2 * Math.PI * 440 * index) / 48_000)));
    const stretch = open.stretch({ sampleRateHz: 24_000, count: 6000, upTo: 10 });
    if (stretch === null || 'lacking' in stretch) throw new Error('no sound');
    expect(stretch.samples).toHaveLength(6000);
    expect(stretch.startSeconds).toBeCloseTo(9.75);
    expect(Math.max(...stretch.samples)).toBeCloseTo(1, 1);
    expect(open.level(0)).toBeCloseTo(Math.SQRT1_2, 1);
  });

  it('lets go of the track when its sound cannot be read', async () => {
    const { host, request, track } = setUpSound();
    const tap = () => Promise.reject(new Error('no Web Audio'));
    await expect(openMicrophone({ ...host, tap })(request)).rejects.toMatchObject({ code: 'input-in-use' });
    expect(track.stopped).toBe(true);
  });

  it('lets go of track and sound graph when it is closed', async () => {
    const { host, request, track, tapClose } = setUpSound();
    (await openMicrophone(host)(request)).close();
    expect([track.stopped, tapClose.mock.calls.length]).toEqual([true, 1]);
  });
});

describe('what a browser says of a device', () => {
  it.each([
    ['NotAllowedError', 'input-refused'],
    ['SecurityError', 'input-refused'],
    ['InvalidStateError', 'input-refused'],
    ['NotFoundError', 'input-absent'],
    ['OverconstrainedError', 'input-absent'],
    ['NotReadableError', 'input-in-use'],
    ['AbortError', 'input-in-use'],
    ['SomethingNew', 'input-absent'],
  ])('%s is %s', (name, code) => {
    for (const kind of ['camera', 'microphone', 'screen'] as const) {
      const error = deviceError(kind, new DOMException('words of the browser', name));
      expect(error).toBeInstanceOf(EngineError);
      expect(error.code).toBe(code);
      expect(error.message).toContain(kind);
    }
  });
});
