/** Three rows of the same figures: simulated, measured, and how far the one is from the other; and their heads. */
import { Hint } from '../primitives/Hint';
import { ErrorCell } from './ErrorCell';
import { errorOf, type Figure } from './figures';
import { Simulated } from './SimulationNote';

export function FigureHeads<S>({
  head,
  figures,
}: {
  readonly head: string;
  readonly figures: readonly Figure<S>[];
}) {
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="visually-hidden">{head}</span>
        </th>
        {figures.map(({ term, label }) => (
          <th key={label} scope="col">
            <Hint term={term}>{label}</Hint>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface ComparedRowsProps<S> {
  readonly figures: readonly Figure<S>[];
  readonly simulated: S;
  readonly measured: S | null;
  readonly measuredWords: string;
}

export function ComparedRows<S>({ figures, simulated, measured, measuredWords }: ComparedRowsProps<S>) {
  const measuredOf = (figure: Figure<S>) => (measured === null ? null : figure.of(measured));
  return (
    <>
      <tr>
        <th scope="row">
          <Simulated />
        </th>
        {figures.map((figure) => (
          <td key={figure.label} className="predict-simulated">
            {figure.write(figure.of(simulated))}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row" className="dim">
          {measuredWords}
        </th>
        {figures.map((figure) => (
          <td key={figure.label}>{figure.write(measuredOf(figure))}</td>
        ))}
      </tr>
      <tr className="predict-error">
        <th scope="row">
          <Hint term="prediction-error" className="dim">
            error
          </Hint>
        </th>
        {figures.map(({ label, of, distance }) => {
          const error = errorOf(of(simulated), measured === null ? null : of(measured), distance);
          return <ErrorCell key={label} error={error} distance={distance} />;
        })}
      </tr>
    </>
  );
}
