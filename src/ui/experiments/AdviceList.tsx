/** Placements that were thought of: predicted figures marked as simulated, measured ones beside them, each to be tried live. */
import type { AdviceFigures, AdvicePoint } from '../../domain/experiment';
import { tellProblem } from '../evidence/tell-problem';
import { DASH, formatBytes, formatFraction, formatRate } from '../format';
import { Hint } from '../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../store';
import { tryScenario } from '../try-scenario';

export function AdviceList({ points }: { readonly points: readonly AdvicePoint[] }) {
  const shown = points.filter(({ onFront, measured, present }) => onFront || present || measured !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="plot-table" tabIndex={0} aria-label="Placements worth a look">
      <table>
        <caption>
          <Hint term="pareto-front">Not dominated, or measured</Hint>: {shown.length} of {points.length}
        </caption>
        <thead>
          <tr>
            <th scope="col">Placement</th>
            <th scope="col">
              <Hint term="throughput">per s</Hint>
            </th>
            <th scope="col">
              <Hint term="deadline-hits">worst in time</Hint>
            </th>
            <th scope="col">
              <Hint term="memory">memory</Hint>
            </th>
            <th scope="col">
              <span className="visually-hidden">Try it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((point) => (
            <AdviceRows key={point.id} point={point} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function AdviceRows({ point }: { readonly point: AdvicePoint }) {
  const handle = usePlaygroundHandle();
  const busy = usePlayground((state) => state.experiment !== null);
  const { label, predicted, measured, present, scenario } = point;
  const putInForce = () =>
    tryScenario(handle, scenario, `${label} is in force.`).catch((thrown) =>
      tellProblem(handle.store, 'This placement could not be put in force.', thrown),
    );
  return (
    <>
      <tr>
        <th scope="row">
          {label}{' '}
          <Hint term="simulated" className="badge simulated">
            simulated
          </Hint>
        </th>
        <Figures figures={predicted} />
        <td>
          {present ? (
            <span className="badge good">present</span>
          ) : (
            <button
              type="button"
              className="small"
              aria-label={`Try live: ${label}`}
              disabled={busy}
              onClick={() => void putInForce()}
            >
              Try live
            </button>
          )}
        </td>
      </tr>
      {measured !== null && (
        <tr className="advice-measured">
          <th scope="row">● measured</th>
          <Figures figures={measured} />
          <td />
        </tr>
      )}
    </>
  );
}

function Figures({ figures }: { readonly figures: AdviceFigures }) {
  const { throughputPerSecond, worstDeadlineHitFraction, memoryBytes } = figures;
  return (
    <>
      <td>{formatRate(throughputPerSecond)}</td>
      <td>{formatFraction(worstDeadlineHitFraction, 1)}</td>
      <td>{memoryBytes === null ? DASH : formatBytes(memoryBytes)}</td>
    </>
  );
}
