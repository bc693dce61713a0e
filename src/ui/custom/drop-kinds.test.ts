import { describe, expect, it } from 'vitest';
import { holdsFiles, planDrop } from './drop-kinds';

const file = (path: string, type = '') => ({ path, type });
const kindOf = (...files: readonly ReturnType<typeof file>[]) => planDrop(files).kind;

describe('dropped files', () => {
  it('of a model are taken in, whatever lies beside them', () => {
    expect(kindOf(file('net/model.json', 'application/json'), file('net/group1-shard1of1.bin'))).toBe(
      'model',
    );
    expect(kindOf(file('net.zip', 'application/zip'))).toBe('model');
    expect(kindOf(file('net/cat.jpg', 'image/jpeg'), file('net/model.json', 'application/json'))).toBe(
      'model',
    );
    expect(kindOf(file('notes.txt', 'text/plain'))).toBe('model');
  });

  it('of one medium are played', () => {
    expect(planDrop([file('a.mp4', 'video/mp4')])).toMatchObject({ kind: 'played', input: 'video', left: 0 });
    expect(planDrop([file('a.png', 'image/png'), file('b.jpg', 'image/jpeg')])).toMatchObject({
      input: 'pictures',
      left: 0,
    });
    expect(planDrop([file('a.FLAC')])).toMatchObject({ kind: 'played', input: 'sound-file' });
  });

  it('of several media are played as the first of them; the rest is counted', () => {
    const plan = planDrop([
      file('a.wav', 'audio/wav'),
      file('b.png', 'image/png'),
      file('c.wav', 'audio/wav'),
    ]);
    expect(plan).toMatchObject({ kind: 'played', input: 'sound-file', left: 1 });
  });

  it('can be none', () => {
    expect(kindOf()).toBe('nothing');
  });
});

it('a card that is dragged on the board is no file', () => {
  expect(holdsFiles(['text/plain'])).toBe(false);
  expect(holdsFiles([])).toBe(false);
  expect(holdsFiles(undefined)).toBe(false);
  expect(holdsFiles(['text/uri-list', 'Files'])).toBe(true);
});
