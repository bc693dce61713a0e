/** A plot with title and caption as a file on the person's disk: as drawn, or as a picture of twice its size. */
import { EngineError } from '../../domain/errors';
import type { Plot } from '../../domain/evidence';
import { downloadBlob } from '../evidence/download-blob';

/** Pixels for each unit of the drawing: sharp on a projector. */
const SCALE = 2;

const svgBlob = ({ captionedSvg }: Plot): Blob => new Blob([captionedSvg], { type: 'image/svg+xml' });

export const saveSvg = (plot: Plot): void => downloadBlob(svgBlob(plot), `${plot.id}.svg`);

/** @throws EngineError `evidence-unfit` when the browser cannot make a picture of it. */
export async function savePng(plot: Plot): Promise<void> {
  const url = URL.createObjectURL(svgBlob(plot));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    downloadBlob(await painted(image, plot), `${plot.id}.png`);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function painted(image: HTMLImageElement, { title, width, captionedHeight }: Plot): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = captionedHeight * SCALE;
  const refusal = () =>
    new EngineError('evidence-unfit', `This browser makes no picture of “${title}”: save it as SVG instead.`);
  const context = canvas.getContext('2d');
  if (context === null) throw refusal();
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(refusal()) : resolve(blob)), 'image/png');
  });
}
