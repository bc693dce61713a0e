/** Whose lane it is and who lives there, how busy it was and how many requests wait for it. */
import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ExecutorSnapshot } from '../../../domain/snapshot';
import { formatFraction } from '../../format';
import { Hint } from '../../primitives/Hint';
import { TenantMark } from '../../primitives/TenantMark';
import type { ShownRecording } from '../../shown-recording';
import { usePlayground } from '../../store';
import { useSlowSnapshot } from '../use-slow-snapshot';
import type { LaneGeometry } from './lane-geometry';
import { RecordedLabels } from './RecordedLabels';

/** Lanes lower than this have room for one line. */
const TWO_LINES = 30;

interface LaneLabelProps {
  readonly executor: ExecutorSnapshot;
  readonly height: number;
}

const LaneLabel = memo(function LaneLabel({ executor, height }: LaneLabelProps) {
  const { config, backend, status, utilisationFraction, queued } = executor;
  const residents = usePlayground(
    useShallow(({ snapshot }) =>
      (snapshot?.tenants ?? []).flatMap((one, index) => (one.config.executorId === config.id ? [index] : [])),
    ),
  );
  const failed = status.kind === 'failed';
  const kind = backend ?? (config.backend === 'auto' ? null : config.backend);
  return (
    <li style={{ height }}>
      <span className="lane-head">
        <Hint term="executor" className="lane-name">
          {config.id}
          {kind !== null && <span className="dim lane-more"> · {kind}</span>}
        </Hint>
        {residents.map((index) => (
          <TenantMark key={index} index={index} />
        ))}
      </span>
      {height >= TWO_LINES && (
        <span className={failed ? 'lane-facts bad' : 'lane-facts'}>
          {failed ? (
            'failed'
          ) : (
            <>
              <Hint term="utilisation">{formatFraction(utilisationFraction)} busy</Hint>
              <span className="lane-more">
                {' · '}
                <Hint term="queue-depth">{queued} waiting</Hint>
              </span>
            </>
          )}
        </span>
      )}
    </li>
  );
});

interface LaneLabelsProps {
  readonly geometry: LaneGeometry;
  readonly recording: ShownRecording | null;
}

export function LaneLabels({ geometry, recording }: LaneLabelsProps) {
  return recording === null ? (
    <LiveLabels geometry={geometry} />
  ) : (
    <RecordedLabels geometry={geometry} scenario={recording.scenario} />
  );
}

function LiveLabels({ geometry }: { readonly geometry: LaneGeometry }) {
  const executors = useSlowSnapshot()?.executors ?? [];
  return (
    <ul className="lane-labels" aria-label="Lanes" style={{ paddingTop: geometry.axisHeight }}>
      {executors.map((executor) => (
        <LaneLabel key={executor.config.id} executor={executor} height={geometry.laneHeight} />
      ))}
    </ul>
  );
}
