/** The progress of solo measurements, read once per snapshot while one is taken. */
import { useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { usePlayground } from '../../store';
import { type Announced, announced, type MeasureProgress, measureProgress } from './measure-progress';

/** Null while nothing is measured. */
export function useMeasureProgress(): MeasureProgress | null {
  const before = useRef<Announced | null>(null);
  const [at, measuring] = usePlayground(
    useShallow(({ snapshot }) => {
      const state = snapshot?.measuring ?? null;
      return [state === null ? 0 : (snapshot?.at ?? 0), state] as const;
    }),
  );
  before.current = measuring === null ? null : announced(before.current, measuring, at);
  if (measuring === null || before.current === null) return null;
  return measureProgress(before.current, measuring, at);
}
