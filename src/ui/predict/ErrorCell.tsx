/** How far a prediction is from the measurement; a mark, not only a colour, where it should not be leaned on. */
import { type Distance, errorWords, isFar } from './figures';

interface ErrorCellProps {
  readonly error: number | null;
  readonly distance: Distance;
}

export function ErrorCell({ error, distance }: ErrorCellProps) {
  const far = isFar(error, distance);
  return (
    <td className={far ? 'warn' : 'dim'}>
      {far && '! '}
      {errorWords(error, distance)}
    </td>
  );
}
