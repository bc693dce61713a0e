/** A recording in words, a sentence per executor, for who cannot see its lanes. Counted once when it is shown. */
import { useMemo } from 'react';
import { COLUMN } from '../../../protocol/packed-row';
import { formatMs } from '../../format';
import type { ShownRecording } from '../../shown-recording';
import { useLaneTenantIds, useLaneTenantNames } from './use-lanes';

/** By lane and tenant: requests that ended. */
function countsOf({ past, scenario }: ShownRecording, tenantIds: readonly string[]): readonly number[][] {
  const lanes = scenario.executors.map(() => tenantIds.map(() => 0));
  const laneOf = past.executorIds.map((id) => scenario.executors.findIndex((one) => one.id === id));
  const placeOf = past.tenantIds.map((id) => tenantIds.indexOf(id));
  for (let row = past.oldest; row < past.end; row += 1) {
    const counts = lanes[laneOf[past.value(row, COLUMN.executor)] ?? -1];
    const place = placeOf[past.value(row, COLUMN.tenant)] ?? -1;
    if (counts !== undefined && place >= 0) counts[place] = (counts[place] ?? 0) + 1;
  }
  return lanes;
}

export function RecordingSummary({ recording }: { readonly recording: ShownRecording }) {
  const tenantIds = useLaneTenantIds();
  const names = useLaneTenantNames();
  const counts = useMemo(() => countsOf(recording, tenantIds), [recording, tenantIds]);
  const length = formatMs(recording.toAt - recording.fromAt);
  return (
    <ul className="visually-hidden" aria-label="Recording in words">
      {recording.scenario.executors.map(({ id }, lane) => {
        const parts = (counts[lane] ?? []).flatMap((count, place) =>
          count === 0 ? [] : [`${count} of ${names[place] ?? ''}`],
        );
        const what = parts.length === 0 ? 'no request' : `requests: ${parts.join(', ')}`;
        return <li key={id}>{`${id}: ${what} in a recording of ${length}`}</li>;
      })}
    </ul>
  );
}
