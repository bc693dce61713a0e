import { describe, expect, it, vi } from 'vitest';
import type { OpenPictures, OpenRequest, OpenSound } from './open-source';
import { openPictureFiles, type PictureHost } from './picture-files';
import { pictureSizeOf } from './picture-size';
import { openSoundFile, type SoundFileHost } from './sound-file';
import { soundFormatOf } from './sound-header';
import { formatNote, mixedToMono } from './sound-notes';
import { DEFAULT_SETTINGS } from './source-settings';
import { type FileHost, openVideoFile } from './video-file';

function requestOf(...files: File[]) {
  const lost = vi.fn<OpenRequest['lost']>();
  const reworded = vi.fn();
  const request: OpenRequest = { settings: () => DEFAULT_SETTINGS, files, lost, reworded };
  return { request, lost, reworded };
}
const text = (words: string) => [...words].map((letter) => letter.charCodeAt(0));
const bytes32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const little = (value: number, count: number) =>
  Array.from({ length: count }, (_, byte) => (value >>> (8 * byte)) & 255);

/** The first bytes of a PNG of that size. */
const png = (width: number, height: number) =>
  Uint8Array.from([
    0x89,
    ...text('PNG\r\n'),
    0x1a,
    0x0a,
    ...bytes32(13),
    ...text('IHDR'),
    ...bytes32(width),
    ...bytes32(height),
  ]);

/** The first bytes of a WAV. */
const wav = (rateHz: number, channels: number) =>
  Uint8Array.from([
    ...text('RIFF'),
    ...little(100, 4),
    ...text('WAVE'),
    ...text('LIST'),
    ...little(2, 4),
    0,
    0,
    ...text('fmt '),
    ...little(16, 4),
    ...little(1, 2),
    ...little(channels, 2),
    ...little(rateHz, 4),
  ]);

describe('a video file', () => {
  class FakeVideo extends EventTarget {
    muted = false;
    loop = false;
    playsInline = false;
    preload = '';
    src = '';
    currentTime = 0;
    readyState = 4;
    duration = 12.5;
    error: { code: number } | null = null;
    playing = false;
    constructor(
      private readonly event: 'loadeddata' | 'error' | 'none',
      public videoWidth = 640,
      public videoHeight = 360,
    ) {
      super();
    }
    load = () => {
      if (this.src !== '' && this.event !== 'none') this.dispatchEvent(new Event(this.event));
    };
    removeAttribute = () => {
      this.src = '';
    };
    play = async () => {
      this.playing = true;
    };
    pause = () => {
      this.playing = false;
    };
  }
  const file = new File(['x'], 'clip.mp4', { type: 'video/mp4' });

  function setUp(video: FakeVideo) {
    const timers: (() => void)[] = [];
    const revokeUrl = vi.fn();
    const host: FileHost = {
      createVideo: () => video as unknown as HTMLVideoElement, // what the opener uses of it
      createUrl: () => 'blob:1',
      revokeUrl,
      after: (_delayMs, act) => {
        timers.push(act);
        return () => {};
      },
    };
    const { request, lost } = requestOf(file);
    return { video, open: () => openVideoFile(host)(request), revokeUrl, timers, lost };
  }

  it('is looped without sound, stands still until a run goes on, and is let go', async () => {
    const { video, open, revokeUrl } = setUp(new FakeVideo('loadeddata'));
    const source = await open();
    expect([video.loop, video.muted, video.playing]).toEqual([true, true, false]);
    expect(source.words).toMatchObject({ label: 'clip.mp4', detail: '640 × 360, 12.5 s, looped' });
    source.setRunning(true);
    expect(video.playing).toBe(true);
    source.setRunning(false);
    expect(video.playing).toBe(false);
    source.close();
    expect(revokeUrl).toHaveBeenCalledExactlyOnceWith('blob:1');
  });

  it('has a cut where it begins anew', async () => {
    const { video, open } = setUp(new FakeVideo('loadeddata'));
    const source = (await open()) as OpenPictures; // a video has pictures
    video.currentTime = 12.4;
    expect(source.picture(0)?.cutIndex).toBe(0);
    video.currentTime = 0.1;
    expect(source.picture(0)?.cutIndex).toBe(1);
  });

  it('of a codec that the browser does not know is refused', async () => {
    const { video, open, revokeUrl } = setUp(new FakeVideo('error'));
    video.error = { code: 4 };
    await expect(open()).rejects.toMatchObject({ code: 'video-unsupported' });
    await expect(open()).rejects.toThrow('clip.mp4 (video/mp4) cannot be played');
    expect(revokeUrl).toHaveBeenCalled();
  });

  it('of 8K is refused', async () => {
    const { open } = setUp(new FakeVideo('loadeddata', 7680, 4320));
    await expect(open()).rejects.toMatchObject({ code: 'video-too-large' });
  });

  it('without a picture is refused', async () => {
    await expect(setUp(new FakeVideo('loadeddata', 0, 0)).open()).rejects.toMatchObject({
      code: 'video-empty',
    });
    const short = new FakeVideo('loadeddata');
    short.duration = 0;
    await expect(setUp(short).open()).rejects.toMatchObject({ code: 'video-empty' });
  });

  it('of which no frame comes in ten seconds is refused', async () => {
    const { open, timers } = setUp(new FakeVideo('none'));
    const opening = open();
    await vi.waitFor(() => expect(timers).toHaveLength(1));
    timers[0]?.();
    await expect(opening).rejects.toMatchObject({ code: 'video-empty' });
  });

  it('that vanishes while it plays says so', async () => {
    const { video, open, lost } = setUp(new FakeVideo('loadeddata'));
    await open();
    video.error = { code: 2 };
    video.dispatchEvent(new Event('error'));
    expect(lost.mock.calls[0]?.[0]).toMatchObject({ code: 'input-lost' });
  });
});

describe('picture files', () => {
  function setUp(...files: File[]) {
    const closed: string[] = [];
    const decodePicture = vi.fn(async (file: Blob) => {
      const { name } = file as File; // what the opener gives
      if (name.endsWith('.txt')) throw new Error('no picture');
      return { width: 640, height: 480, close: () => closed.push(name), name } as unknown as ImageBitmap; // as far as it is used
    });
    const host: PictureHost = { decodePicture };
    const { request, reworded } = requestOf(...files);
    const open = async () => (await openPictureFiles(host)(request)) as OpenPictures; // they are pictures
    return { open, decodePicture, closed, reworded };
  }
  const picture = (name: string) => new File([png(640, 480)], name);
  const nameOf = (source: OpenPictures, now: number) =>
    (source.picture(now)?.picture as unknown as { name: string } | undefined)?.name; // the fake's

  it('are shown in turn, every three seconds of a run, each a cut', async () => {
    const { open, closed } = setUp(picture('a.png'), picture('b.png'));
    const source = await open();
    await vi.waitFor(() => expect(nameOf(source, 0)).toBe('a.png'));
    expect(nameOf(source, 60_000)).toBe('a.png'); // nothing runs
    source.setRunning(true);
    const first = source.picture(60_000);
    expect(nameOf(source, 62_900)).toBe('a.png');
    await vi.waitFor(() => expect(nameOf(source, 63_000)).toBe('b.png'));
    expect(source.picture(63_000)?.cutIndex).toBe((first?.cutIndex ?? 0) + 1);
    expect(closed).toEqual(['a.png']);
    source.close();
  });

  it('that cannot be read are left out, and told', async () => {
    const { open, reworded } = setUp(picture('a.png'), new File(['hello'], 'b.txt'));
    const source = await open();
    await vi.waitFor(() => expect(reworded).toHaveBeenCalled());
    expect(source.words.note).toContain('1 of 2 could not be shown. b.txt is no picture');
  });

  it('are refused when none can be read', async () => {
    await expect(setUp(new File(['hello'], 'b.txt')).open()).rejects.toMatchObject({
      code: 'picture-unreadable',
    });
  });

  it('that claim more than 40 million pixels are refused before they are decoded', async () => {
    const { open, decodePicture } = setUp(new File([png(100_000, 100_000)], 'bomb.png'));
    await expect(open()).rejects.toMatchObject({ code: 'picture-too-large' });
    expect(decodePicture).not.toHaveBeenCalled();
  });

  it('of more than 50 MB are refused before they are read', async () => {
    const big = picture('big.png');
    Object.defineProperty(big, 'size', { value: 50_000_001 });
    await expect(setUp(big).open()).rejects.toThrow('big.png has 50 MB');
  });
});

describe('the size of a picture', () => {
  it.each([
    ['PNG', png(3000, 2000)],
    ['GIF', Uint8Array.from([...text('GIF89a'), ...little(3000, 2), ...little(2000, 2)])],
    [
      'BMP',
      Uint8Array.from([...text('BM'), ...new Array(16).fill(0), ...little(3000, 4), ...little(-2000, 4)]),
    ],
    [
      'WebP',
      Uint8Array.from([
        ...text('RIFF'),
        0,
        0,
        0,
        0,
        ...text('WEBPVP8X'),
        ...new Array(8).fill(0),
        ...little(2999, 3),
        ...little(1999, 3),
      ]),
    ],
    [
      'JPEG',
      Uint8Array.from([
        0xff,
        0xd8,
        0xff,
        0xe1,
        0,
        4,
        9,
        9,
        0xff,
        0xc0,
        0,
        11,
        8,
        ...[0x07, 0xd0],
        ...[0x0b, 0xb8],
      ]),
    ],
  ])('is read from the first bytes of a %s', (_name, bytes) => {
    expect(pictureSizeOf(bytes)).toEqual({ width: 3000, height: 2000 });
  });

  it('is unknown where the file is cut off or something else, and never hangs', () => {
    const whole = Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 0, 0xff, 0xff, 0xff]);
    for (let length = 0; length <= whole.length; length += 1)
      expect(pictureSizeOf(whole.subarray(0, length))).toBeNull();
    expect(pictureSizeOf(new Uint8Array(100))).toBeNull();
  });
});

describe('a sound file', () => {
  function setUp(file: File, seconds = 2, channels = 1) {
    const decodeSound = vi.fn<SoundFileHost['decodeSound']>(async (_bytes, rateHz) =>
      Array.from({ length: channels }, (_, channel) =>
        Float32Array.from({ length: seconds * rateHz }, (_, index) => index / rateHz + channel),
      ),
    );
    const durationOf = vi.fn<SoundFileHost['durationOf']>(async () => seconds);
    const { request, lost } = requestOf(file);
    const open = async () => (await openSoundFile({ decodeSound, durationOf })(request)) as OpenSound; // it sounds
    return { open, decodeSound, durationOf, lost };
  }
  const wavFile = (rateHz: number, channels: number) => new File([wav(rateHz, channels)], 'tune.wav');

  it('at 8 kHz is taken, and said to have nothing above 4 kHz', async () => {
    const source = await setUp(wavFile(8000, 1)).open();
    expect(source.words).toEqual({
      label: 'tune.wav',
      detail: '8 kHz, 2.0 s, looped',
      note: '8 kHz: nothing above 4 kHz.',
    });
  });

  it('at 192 kHz in stereo is taken, and mixed to mono', async () => {
    const source = await setUp(wavFile(192_000, 2), 2, 2).open();
    expect(source.words.detail).toBe('192 kHz, 2.0 s, looped');
    expect(source.words.note).toBe('stereo, mixed to mono.');
    const stretch = source.stretch({ sampleRateHz: 22_050, count: 1, upTo: 1 });
    if (stretch === null || 'lacking' in stretch) throw new Error('no sound');
    expect(stretch.samples[0]).toBeCloseTo(1.5, 3); // the mean of 1 and 2 seconds in
  });

  it('is decoded by the browser once for each rate that somebody listens at', async () => {
    const { open, decodeSound } = setUp(wavFile(44_100, 1));
    const source = await open();
    const at = (sampleRateHz: number) => source.stretch({ sampleRateHz, count: 10, upTo: 1 });
    expect(at(16_000)).toBeNull(); // it comes
    at(16_000);
    await vi.waitFor(() => expect(at(16_000)).not.toBeNull());
    expect(decodeSound.mock.calls.map(([, rateHz]) => rateHz)).toEqual([22_050, 16_000]);
  });

  it('loops on the run’s clock', async () => {
    const source = await setUp(wavFile(44_100, 1)).open();
    const first = source.stretch({ sampleRateHz: 22_050, count: 100, upTo: 1 });
    const later = source.stretch({ sampleRateHz: 22_050, count: 100, upTo: 5 });
    if (first === null || 'lacking' in first || later === null || 'lacking' in later)
      throw new Error('no sound');
    expect(later.samples).toEqual(first.samples);
    expect(later.startSeconds - first.startSeconds).toBeCloseTo(4);
  });

  it('of more than ten minutes is refused before it is decoded', async () => {
    const { open, decodeSound } = setUp(wavFile(44_100, 1), 601);
    await expect(open()).rejects.toMatchObject({ code: 'sound-too-long' });
    expect(decodeSound).not.toHaveBeenCalled();
  });

  it('that the browser cannot read is refused', async () => {
    const { open, durationOf, decodeSound } = setUp(new File(['hello'], 'tune.wav'));
    durationOf.mockRejectedValueOnce(new Error('no'));
    await expect(open()).rejects.toMatchObject({ code: 'sound-unreadable' });
    decodeSound.mockRejectedValueOnce(new DOMException('no', 'EncodingError'));
    await expect(open()).rejects.toMatchObject({ code: 'sound-unreadable' });
  });
});

describe('what a sound file says of itself', () => {
  it.each([
    ['WAV', wav(8000, 2), { sampleRateHz: 8000, channels: 2 }],
    [
      'FLAC',
      Uint8Array.from([...text('fLaC'), ...new Array(14).fill(0), ...bytes32((96_000 << 12) | (1 << 9))]),
      { sampleRateHz: 96_000, channels: 2 },
    ],
    [
      'Ogg',
      Uint8Array.from([
        ...text('OggS'),
        ...new Array(22).fill(0),
        1,
        30,
        1,
        ...text('vorbis'),
        ...little(0, 4),
        2,
        ...little(44_100, 4),
      ]),
      { sampleRateHz: 44_100, channels: 2 },
    ],
    [
      'MP3',
      Uint8Array.from([...text('ID3'), 3, 0, 0, 0, 0, 0, 2, 9, 9, 0xff, 0xfb, 0x90, 0xc0]),
      { sampleRateHz: 44_100, channels: 1 },
    ],
  ])('%s: rate and channels', (_name, bytes, format) => expect(soundFormatOf(bytes)).toEqual(format));

  it('is nothing where it is cut off or something else, and it never hangs', () => {
    const whole = wav(8000, 2);
    for (let length = 0; length < whole.length; length += 1)
      expect(soundFormatOf(whole.subarray(0, length))).toBeNull();
    expect(soundFormatOf(new Uint8Array(64))).toBeNull();
  });

  it('is worth a note when it is low or has channels', () => {
    expect(formatNote({ sampleRateHz: 48_000, channels: 1 })).toBeNull();
    expect(formatNote({ sampleRateHz: 22_050, channels: 6 })).toBe(
      '22.05 kHz: nothing above 11.025 kHz; 6 channels, mixed to mono.',
    );
  });

  it('is mixed as the mean of its channels', () => {
    expect([...mixedToMono([Float32Array.of(1, 0), Float32Array.of(0, -1)])]).toEqual([0.5, -0.5]);
    expect([...mixedToMono([])]).toEqual([]);
  });
});
