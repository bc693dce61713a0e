import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesAmong, chosenBoundaries } from './cut-places';
import { mergeSegments } from './merge-segments';

describe('pieces merged to a target', () => {
  it.each([
    { what: 'equal pieces', piecesMs: [1, 1, 1, 1, 1, 1], targetMs: 2, places: [2, 4] },
    {
      what: 'a piece that is longer than the target',
      piecesMs: [0.5, 12, 0.5, 1.5],
      targetMs: 2,
      places: [1, 2],
    },
    { what: 'the nearer of two lengths', piecesMs: [1.5, 0.6, 1.5, 1.2, 1], targetMs: 2, places: [2, 3] },
    { what: 'a short rest, which joins', piecesMs: [2, 2, 0.4], targetMs: 2, places: [1] },
    { what: 'pieces that take no time', piecesMs: [0, 0, 2, 0, 0, 2, 0], targetMs: 2, places: [5] },
    { what: 'less than one segment', piecesMs: [0.3, 0.3], targetMs: 2, places: [] },
    { what: 'nothing', piecesMs: [], targetMs: 2, places: [] },
  ])('of $what', ({ piecesMs, targetMs, places }) => {
    expect(mergeSegments(piecesMs, targetMs)).toEqual(places);
  });

  it('are in order, and a segment is as near to the target as its pieces and the rest let it be', () => {
    const costs = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(costs, fc.integer({ min: 10, max: 100 }), (piecesMs, targetMs) => {
        const places = mergeSegments(piecesMs, targetMs);
        const edges = [0, ...places, piecesMs.length];
        for (const [index, to] of edges.slice(1).entries()) {
          const from = edges[index] as number; // one edge more than segments
          expect(to).toBeGreaterThan(from);
          const pieces = piecesMs.slice(from, to);
          const lengthMs = pieces.reduce((sum, ms) => sum + ms, 0);
          const longest = Math.max(...pieces);
          const rest = to === piecesMs.length ? targetMs / 2 : 0;
          expect(lengthMs).toBeLessThanOrEqual(Math.max(targetMs + longest / 2, longest) + rest);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('places at which a network is cut', () => {
  const places = {
    boundaries: [1, 2, 3, 4, 5],
    piecesMs: [1, 1, 1, 1, 1, 1],
    fenceMs: 0,
    refused: 0,
    reason: null,
  };

  it('for a segment an operation are all', () => {
    expect(chosenBoundaries(places, 'layer')).toEqual([1, 2, 3, 4, 5]);
  });

  it('for a target are those that make segments of about it', () => {
    expect(chosenBoundaries(places, 2)).toEqual([2, 4]);
  });

  it('where a segment ends at a fence leave segments of ten fences, whatever the target', () => {
    const fenced = { ...places, fenceMs: 0.3 };
    expect(chosenBoundaries(fenced, 2)).toEqual([3]);
    expect(chosenBoundaries(fenced, 'layer')).toEqual([3]);
    expect(chosenBoundaries({ ...places, fenceMs: 0.1 }, 2)).toEqual([2, 4]);
    // With several under way, one's fence is waited for while the others compute.
    expect(chosenBoundaries({ ...fenced, fenceMs: 2, underWay: 2 }, 2)).toEqual([2, 4]);
    expect(chosenBoundaries({ ...fenced, fenceMs: 2 }, 2)).toEqual([]);
  });

  it('are tried evenly where not all can be', () => {
    expect(candidatesAmong(5, Number.POSITIVE_INFINITY)).toEqual([1, 2, 3, 4]);
    expect(candidatesAmong(101, 4)).toEqual([1, 26, 51, 76]);
    expect(candidatesAmong(1, 4)).toEqual([]);
    expect(candidatesAmong(0, 4)).toEqual([]);
  });
});
