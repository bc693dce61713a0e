/** Drawn plots with their captions, their figures as tables, and each as a file. It draws none. */
import type { Plot } from '../../domain/evidence';
import { tellProblem } from '../evidence/tell-problem';
import { usePlaygroundHandle } from '../store';
import { PlotTable } from './PlotTable';
import { savePng, saveSvg } from './plot-files';
import { useBlobUrl } from './use-blob-url';

interface ExperimentPlotsProps {
  readonly plots: readonly Plot[];
  /** Under way: there is more to come, and nothing to take away yet. */
  readonly growing?: boolean;
}

export function ExperimentPlots({ plots, growing = false }: ExperimentPlotsProps) {
  return plots.map((plot) => <OnePlot key={plot.id} plot={plot} growing={growing} />);
}

interface OnePlotProps {
  readonly plot: Plot;
  readonly growing: boolean;
}

function OnePlot({ plot, growing }: OnePlotProps) {
  const { store } = usePlaygroundHandle();
  const url = useBlobUrl(plot.svg, 'image/svg+xml');
  const save = (how: (plot: Plot) => void | Promise<void>) =>
    Promise.resolve(how(plot)).catch((thrown) =>
      tellProblem(store, `“${plot.title}” could not be made a picture.`, thrown),
    );
  return (
    <figure className="experiment-plot">
      <img
        src={url}
        width={plot.width}
        height={plot.height}
        alt={`${plot.title}. The table below has the same figures.`}
      />
      <figcaption>{plot.caption}</figcaption>
      <PlotTable title={plot.title} table={plot.table} />
      {!growing && (
        <p className="plot-files">
          <button
            type="button"
            className="quiet small"
            aria-label={`PNG of ${plot.title}`}
            onClick={() => void save(savePng)}
          >
            PNG
          </button>
          <button
            type="button"
            className="quiet small"
            aria-label={`SVG of ${plot.title}`}
            onClick={() => void save(saveSvg)}
          >
            SVG
          </button>
        </p>
      )}
    </figure>
  );
}
