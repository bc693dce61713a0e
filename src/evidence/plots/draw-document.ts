/** Every plot that a document has, in the order in which it is read. It chooses; each plot is drawn by its own module. */
import { type EvidenceDocument, isExperiment, type Plot, type PlotTheme } from '../../domain/evidence';
import type { ExperimentFile } from '../../domain/experiment';
import type { RunFile } from '../../domain/run-file';
import type { RowTable } from '../../protocol/packed-row';
import { advicePlot } from './advice-plot';
import { comparedPlot } from './compared-plot';
import { gpuSharingPlot } from './gpu-sharing-plot';
import { matrixPlot } from './matrix-plot';
import { PALETTES } from './palette';
import { type Canvas, type Drawing, drawn } from './plot-frame';
import { rampPlot } from './ramp-plot';
import { latencyPlot, slowdownPlot, waterfallPlot } from './run-plots';
import { scalingPlot } from './scaling-plot';
import { throughputPlot } from './throughput-plot';

const WIDTH = 720;
const LEAST_WIDTH = 320;
const MOST_WIDTH = 1600;

interface PlotRequest {
  readonly document: EvidenceDocument;
  readonly theme: PlotTheme;
  readonly recording?: RowTable | null;
  readonly width?: number;
}

export function drawDocument({
  document,
  theme,
  recording = null,
  width = WIDTH,
}: PlotRequest): readonly Plot[] {
  const canvas = {
    palette: PALETTES[theme],
    width: Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.round(width))),
  };
  const drawings = isExperiment(document)
    ? experimentPlots(document, canvas)
    : runPlots(document, recording, canvas);
  return drawings.map((drawing) => drawn(drawing, canvas));
}

function experimentPlots(file: ExperimentFile, canvas: Canvas): readonly Drawing[] {
  const { matrix, points, knee = null, steps, compared, advice, gpuSharing } = file;
  return [
    ...(matrix === undefined || matrix.tenants.length === 0 ? [] : [matrixPlot(file, matrix, canvas)]),
    ...(points === undefined || points.length === 0 ? [] : [scalingPlot(file, points, knee, canvas)]),
    ...(steps === undefined || steps.length === 0 ? [] : [rampPlot(file, steps, canvas)]),
    ...(advice === undefined || advice.length === 0 ? [] : [advicePlot(file, advice, canvas)]),
    ...(compared === undefined || compared.length === 0 ? [] : [comparedPlot(file, compared, canvas)]),
    ...(gpuSharing === undefined || gpuSharing.arms.length === 0
      ? []
      : [gpuSharingPlot(file, gpuSharing, canvas)]),
  ];
}

function runPlots(run: RunFile, recording: RowTable | null, canvas: Canvas): readonly Drawing[] {
  if (run.tenants.length === 0) return [];
  const drawings = [
    latencyPlot(run, canvas),
    waterfallPlot(run, canvas),
    slowdownPlot(run, canvas),
    recording === null ? null : throughputPlot(run, recording, canvas),
  ];
  return drawings.filter((drawing) => drawing !== null);
}
