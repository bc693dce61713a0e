/** Figures side by side: a row for each, a column for each run, under every run but the first the ratio to that. */
import type { ComparedFigure, Comparison } from '../../domain/evidence';
import { Hint } from '../primitives/Hint';
import { ratioWords, type Verdict, valueWords, verdictOf } from './comparison-words';

/** Never by colour alone. */
const SIGNS: Readonly<Record<Verdict, string>> = { better: '▲', worse: '▼', 'no difference': '=' };
const CLASSES: Readonly<Record<Verdict, string>> = { better: 'good', worse: 'bad', 'no difference': 'dim' };

export function ComparedTable({ comparison: { names, figures } }: { readonly comparison: Comparison }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="runs-table compared" tabIndex={0} aria-label="Figures side by side">
      <table>
        <thead>
          <tr>
            <th scope="col">figure</th>
            {names.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same name
              <th key={index} scope="col">
                {index === 0 ? name : <Hint term="ratio-interval">{name}</Hint>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <FigureRow key={`${figure.tenantId} ${figure.figure}`} figure={figure} names={names} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface FigureRowProps {
  readonly figure: ComparedFigure;
  readonly names: readonly string[];
}

function FigureRow({ figure: { tenantId, figure, unit, values, ratios, better }, names }: FigureRowProps) {
  return (
    <tr>
      <th scope="row">
        {tenantId ?? 'all'} <span className="dim">{figure}</span>
      </th>
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a value is told by whose it is
        <td key={index} data-run={names[index]}>
          {valueWords(value, unit)}
          {index > 0 && <Ratio ratio={ratios[index]} better={better} />}
        </td>
      ))}
    </tr>
  );
}

interface RatioProps {
  readonly ratio: ComparedFigure['ratios'][number] | undefined;
  readonly better: ComparedFigure['better'];
}

function Ratio({ ratio, better }: RatioProps) {
  const verdict = verdictOf(ratio, better);
  if (verdict === null) return <span className="runs-ratio dim">no interval</span>;
  return (
    <span className="runs-ratio">
      <span className={CLASSES[verdict]}>
        {SIGNS[verdict]} {verdict}
      </span>{' '}
      {ratioWords(ratio)}
    </span>
  );
}
