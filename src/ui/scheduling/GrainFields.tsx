/** When an executor chooses again, and how long a segment should be. */
import { useRef } from 'react';
import type { ExecutorSnapshot } from '../../domain/snapshot';
import { NumberField } from '../primitives/NumberField';
import { SelectField } from '../primitives/SelectField';
import { usePlaygroundHandle } from '../store';

const MIN_SEGMENT_MS = 0.25;
const MAX_SEGMENT_MS = 1000;
/** What a target in time begins with after "per layer". */
const PLAIN_SEGMENT_MS = 2;

export function GrainFields({ executor }: { readonly executor: ExecutorSnapshot }) {
  const { commands } = usePlaygroundHandle();
  const { id, grain, segmentMs } = executor.config;
  const remembered = useRef(PLAIN_SEGMENT_MS);
  if (segmentMs !== 'layer') remembered.current = segmentMs;
  return (
    <>
      <SelectField
        label="Chooses between"
        term="grain"
        value={grain}
        choices={[
          { value: 'inference', label: 'inferences' },
          { value: 'segment', label: 'segments' },
        ]}
        onChoose={(chosen) => void commands.updateExecutor(id, { grain: chosen })}
      />
      {grain === 'segment' && (
        <SelectField
          label="Segments"
          term="segment-time"
          value={segmentMs === 'layer' ? 'layer' : 'time'}
          choices={[
            { value: 'time', label: 'of a target time' },
            { value: 'layer', label: 'one per layer' },
          ]}
          onChoose={(kind) =>
            void commands.updateExecutor(id, { segmentMs: kind === 'layer' ? kind : remembered.current })
          }
        />
      )}
      {grain === 'segment' && segmentMs !== 'layer' && (
        <NumberField
          label="Segment time, ms"
          term="segment-time"
          value={segmentMs}
          min={MIN_SEGMENT_MS}
          max={MAX_SEGMENT_MS}
          onCommit={(ms) => void commands.updateExecutor(id, { segmentMs: ms })}
        />
      )}
    </>
  );
}
