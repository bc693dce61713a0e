/** The canvas of the stage: sized to its place, drawn by the live scene's loop. */
import { useEffect, useRef } from 'react';
import { defined } from '../../base/assert';
import { usePlaygroundHandle } from '../store';
import { readPalette, useTheme } from '../theme/tenant-mark';
import type { StageInsets } from './stage-insets';
import { StagePainter } from './stage-painter';

interface StageCanvasProps {
  readonly insets: StageInsets;
}

export function StageCanvas({ insets }: StageCanvasProps) {
  const { live } = usePlaygroundHandle();
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<StagePainter | null>(null);

  useEffect(() => {
    const element = defined(canvas.current, 'stage canvas');
    const stage = new StagePainter(element, readPalette(element), insets);
    painter.current = stage;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      stage.resize({ width, height });
      stage.paint(live); // at once: a resized canvas is blank until it is drawn
    });
    observer.observe(element);
    const detach = live.attach(() => stage.paint(live));
    return () => {
      detach();
      observer.disconnect();
    };
  }, [live, insets]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the palette follows the theme
  useEffect(() => {
    const element = defined(canvas.current, 'stage canvas');
    painter.current?.setPalette(readPalette(element));
    live.requestPaint();
  }, [live, theme]);

  return (
    <canvas
      ref={canvas}
      className="stage-canvas"
      role="img"
      aria-label="What the models look at, with what each tenant sees drawn on it; the list below says it in words."
    />
  );
}
