/** A recording cut into segments of as many dispatches each. */
import type { CutNetwork, RecordedModel } from '../../src/executor/runtime';

export function cutEvenly(recording: RecordedModel, segments: number): CutNetwork {
  const dissected = recording.dissect();
  if ('whole' in dissected) throw new Error('invariant broken: a recording can be cut anywhere');
  const { length } = dissected.graph.nodes;
  return dissected.cutAt(
    Array.from({ length: segments - 1 }, (_, index) => Math.round(((index + 1) * length) / segments)),
  );
}
