import { describe, expect, it } from 'vitest';
import { LOOP_SECONDS } from './melody';
import { MelodyLoop } from './melody-loop';
import { MelodyPlayer, type SoundOutput } from './melody-player';

/** A sound output in the test's hands. */
class FakeOutput implements SoundOutput {
  state = 'suspended';
  currentTime = 0;
  allowed = true;
  closed = false;
  readonly offsets: number[] = [];
  playing = 0;

  async resume(): Promise<void> {
    if (this.allowed) this.state = 'running';
  }
  async suspend(): Promise<void> {
    this.state = 'suspended';
  }
  async close(): Promise<void> {
    this.closed = true;
  }
  play(_samples: Float32Array, _rate: number, offsetSeconds: number): () => void {
    this.offsets.push(offsetSeconds);
    this.playing += 1;
    return () => {
      this.playing -= 1;
    };
  }
}

function setUp() {
  const output = new FakeOutput();
  let opened = 0;
  const player = new MelodyPlayer(new MelodyLoop(8000), () => {
    opened += 1;
    return output;
  });
  return { output, player, opened: () => opened };
}

describe('the melody’s player', () => {
  it('opens no sound output before somebody wants to hear', () => {
    const { player, opened } = setUp();
    player.follow(1, true);
    expect(opened()).toBe(0);
    expect(player.audibility(0)).toBe('off');
  });

  it('plays from where the scene is, and lets it play while both keep step', () => {
    const { output, player } = setUp();
    player.switchOn(0);
    player.follow(LOOP_SECONDS + 2.5, true);
    output.currentTime = 1;
    player.follow(LOOP_SECONDS + 3.52, true);
    expect(output.offsets).toEqual([2.5]);
    expect(output.playing).toBe(1);
    expect(player.audibility(2000)).toBe('on');
  });

  it('starts anew where the scene is when the two have drifted apart', () => {
    const { output, player } = setUp();
    player.switchOn(0);
    player.follow(2, true);
    output.currentTime = 1;
    player.follow(2.5, true);
    expect(output.offsets).toEqual([2, 2.5]);
    expect(output.playing).toBe(1);
  });

  it('is silent while the scene stands still or the page is hidden, and goes on by itself', () => {
    const { output, player } = setUp();
    player.switchOn(0);
    player.follow(2, true);
    player.follow(2, false);
    expect(output.playing).toBe(0);
    player.follow(2.1, true);
    expect(output.playing).toBe(1);
  });

  it('is silent when it is switched off or disposed', () => {
    const { output, player } = setUp();
    player.switchOn(0);
    player.follow(2, true);
    player.switchOff();
    expect(output.playing).toBe(0);
    player.follow(2.1, true);
    expect(output.playing).toBe(0);
    player.switchOn(0);
    player.follow(3, true);
    player.dispose();
    expect(output.playing).toBe(0);
    expect(output.closed).toBe(true);
  });

  it('says that the browser holds the sound back when it does not start after the press', () => {
    const { output, player } = setUp();
    output.allowed = false;
    player.switchOn(1000);
    player.follow(2, true);
    expect(player.audibility(1100)).toBe('on');
    expect(player.audibility(1700)).toBe('blocked');
    expect(output.playing).toBe(0);
    output.allowed = true;
    player.switchOn(3000);
    player.follow(3, true);
    expect(player.audibility(9000)).toBe('on');
    expect(output.playing).toBe(1);
  });

  it('says so where there is no sound output at all', () => {
    const player = new MelodyPlayer(new MelodyLoop(8000), () => {
      throw new Error('no Web Audio');
    });
    player.switchOn(0);
    player.follow(1, true);
    expect(player.audibility(0)).toBe('unavailable');
  });
});
