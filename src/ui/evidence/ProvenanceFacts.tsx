/** How and where figures were taken, folded away until somebody asks. */
import type { Provenance } from '../../domain/run-file';
import { formatMs } from '../format';
import { completionWords } from '../machine/machine-report';
import { Hint } from '../primitives/Hint';

const rowsOf = (one: Provenance): readonly (readonly [string, string])[] => [
  ['Taken', new Date(one.takenAt).toLocaleString('en-GB')],
  ['Browser', one.userAgent],
  ['Cores', `${one.cores}`],
  ['Cross-origin isolated', one.crossOriginIsolated ? 'yes' : 'no'],
  ['Clock resolution', formatMs(one.clockResolutionMs)],
  ...(one.webgpuCompletion === undefined
    ? []
    : ([
        ['WebGPU: nothing done, told', completionWords(one.webgpuCompletion.drain)],
        ['WebGPU: 4 bytes read', completionWords(one.webgpuCompletion.map)],
      ] as const)),
  ['Clock offset to executors', formatMs(one.clockOffsetMs)],
  ['TensorFlow.js', one.tfjsVersion],
  ['Playground', `${one.appVersion}, commit ${one.commit}`],
  ['Seed', `${one.seed}`],
  ['Tab hidden', formatMs(one.hiddenMs)],
];

export function ProvenanceFacts({ provenance }: { readonly provenance: Provenance }) {
  return (
    <details className="runs-provenance">
      <summary>
        <Hint term="provenance" focusable={false}>
          Provenance
        </Hint>
      </summary>
      <dl className="facts">
        {rowsOf(provenance).map(([field, value]) => (
          <div key={field} className="fact">
            <dt>{field}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {Object.entries(provenance.modelHashes).map(([model, hash]) => (
          <div key={model} className="fact">
            <dt>{model}</dt>
            <dd className="model-hash">{hash}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
