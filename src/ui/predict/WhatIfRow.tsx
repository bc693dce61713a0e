/** One combination: its simulated figures, beneath them the measured ones once it was tried, with the error of each. */
import { memo } from 'react';
import type { Prediction, SweepChoice } from '../../domain/simulation';
import { Hint } from '../primitives/Hint';
import { ErrorCell } from './ErrorCell';
import { errorOf } from './figures';
import { choiceWords } from './policy-facts';
import { COLUMN_IDS, COLUMNS } from './ranking';
import { Simulated } from './SimulationNote';
import type { Tried } from './use-tried';

interface WhatIfRowProps {
  readonly choice: SweepChoice;
  readonly prediction: Prediction;
  readonly tenantId: string;
  /** Whether gates are among what is tried. */
  readonly gated: boolean;
  readonly isNow: boolean;
  /** The window still holds requests from before the change. */
  readonly settling: boolean;
  readonly measured: Tried | null;
  readonly onTry: (choice: SweepChoice) => void;
}

export const WhatIfRow = memo(function WhatIfRow(props: WhatIfRowProps) {
  const { choice, prediction, tenantId, gated, isNow, settling, measured, onTry } = props;
  const words = choiceWords(choice, gated);
  return (
    <>
      <tr className={isNow ? 'what-if-now' : undefined} aria-current={isNow ? 'true' : undefined}>
        <th scope="row">
          <span className="what-if-name">
            {words} <Simulated />
          </span>
        </th>
        {COLUMN_IDS.map((id) => (
          <td key={id} className="predict-simulated">
            {COLUMNS[id].write(COLUMNS[id].of(prediction, tenantId))}
          </td>
        ))}
        <td>
          {isNow ? (
            <span className="badge good">now</span>
          ) : (
            <button
              type="button"
              className="small"
              aria-label={`Try live: ${words}`}
              onClick={() => onTry(choice)}
            >
              Try live
            </button>
          )}
        </td>
      </tr>
      {measured !== null && <MeasuredRows {...{ prediction, tenantId, isNow, measured }} />}
      {isNow && measured === null && settling && (
        <tr className="what-if-now what-if-measured">
          <th scope="row" className="dim" colSpan={COLUMN_IDS.length + 2}>
            being measured: its figures follow when the window holds nothing from before
          </th>
        </tr>
      )}
    </>
  );
});

interface MeasuredRowsProps extends Pick<WhatIfRowProps, 'prediction' | 'tenantId' | 'isNow'> {
  readonly measured: Tried;
}

function MeasuredRows({ prediction, tenantId, isNow, measured }: MeasuredRowsProps) {
  const className = isNow ? 'what-if-now what-if-measured' : 'what-if-measured';
  const seconds = (measured.windowMs / 1000).toFixed(0);
  return (
    <>
      <tr className={className}>
        <th scope="row" className="dim">
          measured, {isNow ? 'last' : 'then'} {`${seconds}\u202fs`}
        </th>
        {COLUMN_IDS.map((id) => (
          <td key={id}>{COLUMNS[id].write(COLUMNS[id].of(measured, tenantId))}</td>
        ))}
        <td />
      </tr>
      <tr className={`${className} predict-error`}>
        <th scope="row">
          <Hint term="prediction-error" className="dim">
            error
          </Hint>
        </th>
        {COLUMN_IDS.map((id) => {
          const { of, distance } = COLUMNS[id];
          const error = errorOf(of(prediction, tenantId), of(measured, tenantId), distance);
          return <ErrorCell key={id} error={error} distance={distance} />;
        })}
        <td />
      </tr>
    </>
  );
}
