/** What the catalog knows of a model beyond its line: input, source, licence, variants, pipelines. */
import type { CatalogModel } from '../../../domain/model';
import { formatCount, formatFactor } from '../../format';
import { Hint } from '../../primitives/Hint';
import { variantsOf, type Zoo } from './model-filter';

interface ModelFactsProps {
  readonly model: CatalogModel;
  readonly zoo: Zoo;
}

const inputWords = ({ input }: CatalogModel): string => {
  const shape = input.shape.map(formatCount).join(' × ');
  const range = `${input.range[0]} to ${input.range[1]}`;
  return input.kind === 'audio'
    ? `${shape} ${input.dtype}, ${range}, ${formatCount(input.sampleRateHz)} Hz`
    : `${shape} ${input.dtype}, ${range}`;
};

export function ModelFacts({ model, zoo }: ModelFactsProps) {
  const variants = variantsOf(model, zoo.models);
  const { spdx, upstream, note } = model.licence;
  return (
    <dl className="model-facts">
      <dt>
        <Hint term="model-input">Input</Hint>
      </dt>
      <dd>{inputWords(model)}</dd>
      <dt>Source</dt>
      <dd>
        {model.package} {zoo.packages[model.package]?.version}, {model.files.length} files
      </dd>
      <dt>Licence</dt>
      <dd>
        {spdx}. Weights: {upstream}
        {note === undefined ? '' : `; ${note}`}
      </dd>
      {variants.length > 0 && (
        <>
          <dt>
            <Hint term="model-family">Variants</Hint>
          </dt>
          <dd>
            {variants
              .map(({ name, workFactor }) => `${name} (${formatFactor(workFactor)} the MACs)`)
              .join(', ')}
          </dd>
        </>
      )}
      {model.pipelines.length > 0 && (
        <>
          <dt>
            <Hint term="pipeline">Pipelines</Hint>
          </dt>
          <dd>
            {model.pipelines.map((pipeline) => (
              <span key={pipeline}>{pipeline}</span>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}
