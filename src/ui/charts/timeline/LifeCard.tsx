/** The whole life of one request: every instant, its segments and gaps, its deadline, and the way along its pipeline. */
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { wallDate } from '../../epoch-clock';
import type { PastRows, RowWithSegments } from '../../past-rows';
import { Hint } from '../../primitives/Hint';
import { TenantMark } from '../../primitives/TenantMark';
import { LaneCard, type LaneFrame } from './LaneCard';
import { LifeStrip } from './LifeStrip';
import { PipelineWay } from './PipelineWay';
import { familyOf } from './request-family';
import { afterWords, instantsOf, segmentLines } from './request-instants';
import { lifeOf } from './request-words';

interface LifeCardProps {
  readonly row: RowWithSegments;
  /** The past in which it was found. */
  readonly past: PastRows;
  readonly name: string;
  /** Position of the tenant; −1 when it is gone. */
  readonly index: number;
  readonly frame: LaneFrame;
  /** Whether the keys brought it: then they go on inside. */
  readonly focused: boolean;
  readonly onJump: (row: number) => void;
  readonly onClose: () => void;
}

/** Segments that are told one by one; of more, their count and the first. */
const TOLD_SEGMENTS = 8;

export function LifeCard({ row, past, name, index, frame, focused, onJump, onClose }: LifeCardProps) {
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focused) close.current?.focus();
  }, [focused]);
  const family = familyOf(past, past.find(row.requestId));
  return (
    <LaneCard subject={`request ${row.requestId}`} frame={frame} dialog={`Life of request ${row.requestId}`}>
      <header>
        {index >= 0 && <TenantMark index={index} />} <strong>{name}</strong>{' '}
        <span className="dim">
          request {row.requestId} on {row.executorId}: {row.outcome}
        </span>
        <button
          ref={close}
          type="button"
          className="icon-button quiet small"
          aria-label="Close this life"
          onClick={onClose}
        >
          <X size={14} aria-hidden="true" />
        </button>
      </header>
      <LifeStrip row={row} index={index} />
      <div className="life-columns">
        <dl aria-label="How long it took">
          {lifeOf(row).map(({ term, label, value, inner }) => (
            <div key={label} className={inner === true ? 'request-inner' : undefined}>
              <dt>
                <Hint term={term}>{label}</Hint>
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <dl aria-label="When it happened">
          <div>
            <dt>arrived</dt>
            <dd>{clockWithMs(row.arrivedAt)}</dd>
          </div>
          {instantsOf(row).map(({ term, label, afterMs }) => (
            <div key={label}>
              <dt>
                <Hint term={term}>{label}</Hint>
              </dt>
              <dd>{afterWords(afterMs)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <Segments row={row} />
      <PipelineWay family={family} past={past} onJump={onJump} />
    </LaneCard>
  );
}

function Segments({ row }: { readonly row: RowWithSegments }) {
  const lines = segmentLines(row);
  if (lines.length < 2)
    return row.segments > 1 ? <p className="dim">Its {row.segments} segments are no longer kept.</p> : null;
  const more = lines.length - TOLD_SEGMENTS;
  return (
    <>
      <p className="life-head">
        <Hint term="request-segments">{lines.length} segments</Hint>
      </p>
      <ol className="life-segments">
        {lines.slice(0, TOLD_SEGMENTS).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {more > 0 && <p className="dim">and {more} more</p>}
    </>
  );
}

/** "12:03:04.123". */
function clockWithMs(at: number): string {
  const date = wallDate(at);
  return `${date.toLocaleTimeString('en-GB')}.${`${date.getMilliseconds()}`.padStart(3, '0')}`;
}
