/** The way along a request's pipeline: buttons to whoever triggered it and to those it triggered, and what the whole took. */

import { COLUMN } from '../../../protocol/packed-row';
import { formatMs } from '../../format';
import type { PastRows } from '../../past-rows';
import { Hint } from '../../primitives/Hint';
import { TenantMark } from '../../primitives/TenantMark';
import type { RequestFamily } from './request-family';
import { useLaneTenantIds, useLaneTenantNames } from './use-lanes';

interface PipelineWayProps {
  readonly family: RequestFamily;
  readonly past: PastRows;
  readonly onJump: (row: number) => void;
}

export function PipelineWay({ family, past, onJump }: PipelineWayProps) {
  const { ancestors, children, endToEndMs, freshnessMs } = family;
  const links = [
    ['from', ancestors],
    ['then', children],
  ] as const;
  return (
    <>
      {links.map(([word, rows]) =>
        rows.length === 0 ? null : (
          <p key={word} className="life-way">
            <span className="dim">{word}</span>
            {rows.map((row) => (
              <JumpButton key={row} row={row} past={past} onJump={onJump} />
            ))}
          </p>
        ),
      )}
      {(endToEndMs !== null || freshnessMs !== null) && (
        <dl>
          {endToEndMs !== null && (
            <div>
              <dt>
                <Hint term="end-to-end">end to end</Hint>
              </dt>
              <dd>{formatMs(endToEndMs)}</dd>
            </div>
          )}
          {freshnessMs !== null && (
            <div>
              <dt>
                <Hint term="freshness">age of its picture</Hint>
              </dt>
              <dd>{formatMs(freshnessMs)}</dd>
            </div>
          )}
        </dl>
      )}
    </>
  );
}

function JumpButton({
  row,
  past,
  onJump,
}: Pick<PipelineWayProps, 'past' | 'onJump'> & { readonly row: number }) {
  const ids = useLaneTenantIds();
  const names = useLaneTenantNames();
  const tenantId = past.tenantIds[past.value(row, COLUMN.tenant)] ?? '';
  const index = ids.indexOf(tenantId);
  return (
    <button type="button" className="quiet small" onClick={() => onJump(row)}>
      {index >= 0 && <TenantMark index={index} />} {names[index] ?? tenantId}{' '}
      {past.value(row, COLUMN.requestId)}
    </button>
  );
}
