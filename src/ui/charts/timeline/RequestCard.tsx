/** One request's life beside its bar: who, how long each station took, and whether it was in time. */
import { useEffect, useRef } from 'react';
import type { RecordRow } from '../../../protocol/record-batch';
import { TenantMark } from '../../primitives/TenantMark';
import { cardPlace } from './card-place';
import { lifeOf } from './request-words';

interface RequestCardProps {
  readonly row: RecordRow;
  readonly name: string;
  /** Position of the tenant; −1 when it is gone. */
  readonly index: number;
  /** Where the bar stands in the field, CSS px. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function RequestCard({ row, name, index, left, top, width, height }: RequestCardProps) {
  const frame = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = card.current;
    element?.showPopover();
    return () => element?.hidePopover();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes where the bar is
  useEffect(() => {
    const element = card.current;
    const bar = frame.current?.getBoundingClientRect();
    if (element === null || bar === undefined) return;
    const window = { width: innerWidth, height: innerHeight };
    const place = cardPlace(bar, element.getBoundingClientRect(), window);
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
  }, [row, left, top, width, height]);
  return (
    <>
      <div ref={frame} className="request-frame" style={{ left, top, width, height }} />
      <div ref={card} popover="manual" className="request-card" role="status">
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
      </div>
    </>
  );
}
