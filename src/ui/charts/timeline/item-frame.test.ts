import { expect, it } from 'vitest';
import { packRecords, unpackRecords } from '../../../protocol/record-batch';
import { completedRequest } from '../../../testing/builders';
import { incidentFrame, requestFrame } from './item-frame';
import { laneGeometry, laneTop } from './lane-geometry';

const geometry = laneGeometry(2, 120);
const place = { geometry, lane: 1, line: 0, lines: 1, width: 500, spanMs: 1000, toAt: 2000 };
const row = (given: Parameters<typeof completedRequest>[0]) => {
  const [unpacked] = unpackRecords(packRecords([completedRequest(given)]));
  if (unpacked === undefined) throw new Error('one record in, one row out');
  return unpacked;
};

it('a request that was served is framed at its bar, one that was not at its mark below the lane', () => {
  const top = laneTop(geometry, 1);
  expect(requestFrame(row({ at: 1100, partsMs: [0, 0, 0, 100, 0, 0] }), place)).toEqual({
    left: 50,
    top,
    width: 50,
    height: geometry.barHeight,
  });
  const dropped = row({ at: 1100, outcome: 'dropped', stamps: null, issuedAt: null });
  expect(requestFrame(dropped, place)).toMatchObject({ left: 45, width: 10, top: top + geometry.barHeight });
});

it('an incident is framed at its pole, inside the field even at its edges', () => {
  expect(incidentFrame({ at: 1500 }, place).left).toBe(247);
  expect(incidentFrame({ at: 500 }, place).left).toBe(0);
  expect(incidentFrame({ at: 2000 }, place).left).toBe(494);
});
