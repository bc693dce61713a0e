/** Models of one's own that this browser keeps: named here, managed where they are added. */
import { useKeptModels } from '../custom/use-kept-models';
import { formatBytes } from '../format';
import { usePlaygroundHandle } from '../store';

export function OwnKept() {
  const { store } = usePlaygroundHandle();
  const { models, problem } = useKeptModels();
  if (models.length === 0 && problem === null) return null;
  const bytes = models.reduce((sum, one) => sum + one.bytes, 0);
  return (
    <section aria-labelledby="offline-own">
      <h3 id="offline-own">Your own models</h3>
      {problem !== null && <p className="bad">! {problem}</p>}
      <div className="offline-row">
        <p>
          {models.map(({ key }) => key).join(', ')}
          <span className="dim">
            {' '}
            {models.length} kept in this browser, {formatBytes(bytes)}. They work offline as they are.
          </span>
        </p>
        <button type="button" onClick={() => store.getState().set({ dialog: 'add-model' })}>
          Manage
        </button>
      </div>
    </section>
  );
}
