import { describe, expect, it } from 'vitest';
import { placeLabels } from './label-layout';

const bounds = { x: 0, y: 0, width: 200, height: 100 };
const at = (x: number, y: number) => ({ x, y, width: 60, height: 18 });

describe('labels', () => {
  it('stand at their best place when it is free', () => {
    expect(placeLabels([[at(10, 10)], [at(100, 10)]], bounds)).toEqual([at(10, 10), at(100, 10)]);
  });

  it('take their next best place when another was there first', () => {
    expect(placeLabels([[at(10, 10)], [at(20, 15), at(120, 15)]], bounds)[1]).toEqual(at(120, 15));
  });

  it('give way by rows when every place of theirs is taken', () => {
    const [, second] = placeLabels([[at(10, 40)], [at(10, 40)]], bounds);
    expect(second).toEqual(at(10, 20));
  });

  it('go to the rows of their next best place when those of the best are full', () => {
    const tall = { x: 0, y: 0, width: 90, height: 100 };
    const [place] = placeLabels([[at(10, 40), at(120, 40)]], bounds, [tall, at(120, 40)]);
    expect(place).toEqual(at(120, 20));
  });

  it('are pushed back inside', () => {
    expect(placeLabels([[at(-30, -30)], [at(190, 95)]], bounds)).toEqual([at(0, 0), at(140, 82)]);
  });

  it('leave places alone that something else holds', () => {
    const [place] = placeLabels([[at(10, 10)]], bounds, [{ x: 0, y: 0, width: 200, height: 30 }]);
    expect(place?.y).toBeGreaterThanOrEqual(30);
  });

  it('are left out when there is no room at all', () => {
    expect(placeLabels([[at(0, 0)]], { x: 0, y: 0, width: 50, height: 10 })).toEqual([null]);
  });
});
