/** The plots of an experiment or a run, drawn by the evidence worker in the theme in force; the last ones stand until newer arrive. */
import { useEffect, useRef, useState } from 'react';
import { reportOf } from '../../domain/errors';
import { type EvidenceDocument, isExperiment, type Plot } from '../../domain/evidence';
import type { RowTable } from '../../protocol/packed-row';
import { usePlaygroundHandle } from '../store';
import { schemeOf, useTheme } from '../theme/tenant-mark';

export interface Plots {
  readonly plots: readonly Plot[];
  /** Why there are none, in words. */
  readonly failure: string | null;
}

/** As wide as they stand, so that letters keep their size: on a narrow window they are drawn narrower. */
const WIDEST = 720;
const NARROW_MARGIN = 26;
const widthOfPlots = (): number => Math.min(WIDEST, document.documentElement.clientWidth - NARROW_MARGIN);

const NONE: Plots = { plots: [], failure: null };

interface PlotsWanted {
  /** They are drawn at most so often. */
  readonly periodMs?: number;
  /** Of a run: its requests, for what is drawn of them. */
  readonly recording?: RowTable | null;
}

export function usePlots(
  file: EvidenceDocument | null,
  { periodMs = 0, recording = null }: PlotsWanted = {},
): Plots {
  const { evidence } = usePlaygroundHandle();
  const theme = useTheme();
  const [shown, setShown] = useState<Plots>(NONE);
  const drawnAt = useRef(Number.NEGATIVE_INFINITY);
  const asked = useRef(0);
  // What a component that is gone asked for is never the newest.
  useEffect(
    () => () => {
      asked.current += 1;
    },
    [],
  );
  useEffect(() => {
    if (file === null || (isExperiment(file) && file.measurements.length === 0)) return;
    const draw = () => {
      drawnAt.current = performance.now();
      asked.current += 1;
      const mine = asked.current;
      const settle = (next: Plots) => {
        if (mine === asked.current) setShown(next);
      };
      evidence
        .call('draw', { document: file, theme: schemeOf(theme), width: widthOfPlots(), recording })
        .then(
          (plots) => settle({ plots, failure: null }),
          (thrown) => settle({ plots: [], failure: reportOf(thrown, 'evidence-unfit').message }),
        );
    };
    const timer = setTimeout(draw, Math.max(0, drawnAt.current + periodMs - performance.now()));
    return () => clearTimeout(timer);
  }, [evidence, file, theme, periodMs, recording]);
  return shown;
}
