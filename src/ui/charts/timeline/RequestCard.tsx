/** The request under the pointer or the keys, beside its bar: who, how long each station took, and whether it was in time. */
import type { RunningMode } from '../../../domain/gpu';
import type { RecordRow } from '../../../protocol/record-batch';
import { MODE_CHIPS } from '../../gpu/mode-words';
import { TenantMark } from '../../primitives/TenantMark';
import { LaneCard, type LaneFrame } from './LaneCard';
import { lifeOf } from './request-words';

interface RequestCardProps {
  readonly row: RecordRow;
  readonly name: string;
  /** Position of the tenant; −1 when it is gone. */
  readonly index: number;
  readonly frame: LaneFrame;
  /** How its tenant runs on WebGPU now; absent elsewhere. */
  readonly mode?: RunningMode | undefined;
}

export function RequestCard({ row, name, index, frame, mode }: RequestCardProps) {
  return (
    <LaneCard subject={`request ${row.requestId}`} frame={frame}>
      <p>
        {index >= 0 && <TenantMark index={index} />} <strong>{name}</strong>{' '}
        <span className="dim">request {row.requestId}</span>
      </p>
      <dl>
        {lifeOf(row).map(({ label, value, inner }) => (
          <div key={label} className={inner === true ? 'request-inner' : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mode !== undefined && <p className="dim">runs {MODE_CHIPS[mode].words} now</p>}
      <p className="dim request-more">press or Enter: its whole life</p>
    </LaneCard>
  );
}
