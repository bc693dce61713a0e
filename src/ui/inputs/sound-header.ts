/**
 * Rate and channels from the first bytes of a sound file: WAV, FLAC, Ogg (Vorbis, Opus), MP3. Decoders hand out sound at the
 * rate that they are asked for and do not tell what it was. Null for what it does not know.
 */

export interface SoundFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
}

export function soundFormatOf(bytes: Uint8Array): SoundFormat | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, count: number) => String.fromCharCode(...bytes.subarray(at, at + count));
  try {
    if (text(0, 4) === 'RIFF' && text(8, 4) === 'WAVE') return wavFormat(view, text);
    if (text(0, 4) === 'fLaC') {
      const bits = view.getUint32(18); // 20 bits of rate, 3 of channels less one
      return { sampleRateHz: bits >>> 12, channels: ((bits >>> 9) & 7) + 1 };
    }
    if (text(0, 4) === 'OggS') return oggFormat(view, text);
    return mp3Format(view, text(0, 3) === 'ID3' ? 10 + syncSafe(view, 6) : 0);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown; // it ends before it says so
    return null;
  }
}

type Text = (at: number, count: number) => string;

function wavFormat(view: DataView, text: Text): SoundFormat | null {
  for (let at = 12; ; at += 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) % 2)) {
    if (text(at, 4) !== 'fmt ') continue;
    return { channels: view.getUint16(at + 10, true), sampleRateHz: view.getUint32(at + 12, true) };
  }
}

function oggFormat(view: DataView, text: Text): SoundFormat | null {
  const body = 27 + view.getUint8(26); // the first page's segment table lies before it
  if (text(body + 1, 6) === 'vorbis')
    return { channels: view.getUint8(body + 11), sampleRateHz: view.getUint32(body + 12, true) };
  if (text(body, 8) === 'OpusHead')
    return { channels: view.getUint8(body + 9), sampleRateHz: view.getUint32(body + 12, true) };
  return null;
}

/** By version: 2.5, none, 2, 1. */
const MP3_RATES = [[11_025, 12_000, 8000], [], [22_050, 24_000, 16_000], [44_100, 48_000, 32_000]] as const;

function mp3Format(view: DataView, at: number): SoundFormat | null {
  const head = view.getUint32(at);
  if (head >>> 21 !== 0x7ff) return null;
  const sampleRateHz = MP3_RATES[(head >>> 19) & 3]?.[(head >>> 10) & 3];
  if (sampleRateHz === undefined) return null;
  return { sampleRateHz, channels: ((head >>> 6) & 3) === 3 ? 1 : 2 };
}

/** Seven bits a byte. */
const syncSafe = (view: DataView, at: number): number =>
  [0, 1, 2, 3].reduce((sum, byte) => (sum << 7) | (view.getUint8(at + byte) & 0x7f), 0);
