/**
 * XRBench's scores of a live trace (Kwon et al., MLSys 2023; formulas and constants of its artifact, version 0.1). Its energy
 * score is left out, which is the same as 1: nothing here can measure energy. Its accuracy score is 1 in the artifact too.
 */
import type { XrbenchScores } from '../../domain/run-file';

/** Per ms: a frame 0.3 ms late scores 0.01, one 0.3 ms early 0.99. */
const K = 15;

/** What a model's score is made of. */
export interface FrameTally {
  /** Frames with a deadline that ended, whichever way. */
  readonly frames: number;
  /** Of those the ones that were not completed: dropped, rejected, failed. */
  readonly dropped: number;
  /** Σ `realTimeScore` over the completed ones. */
  readonly realTimeSum: number;
}

/** 1 / (1 + exp(15 · lateness)), 0..1. @param latenessMs completion − deadline; early is below 0. */
export const realTimeScore = (latenessMs: number): number => 1 / (1 + Math.exp(K * latenessMs));

/**
 * A model: Σ real-time scores / all frames × (1 − dropped / all frames), so that a dropped frame counts twice, as in the
 * artifact. The scenario: 100 × the unweighted mean over models with frames.
 * @returns null when nobody has frames with deadlines.
 */
export function xrbenchScores(
  tallies: readonly (FrameTally & { readonly id: string })[],
): XrbenchScores | null {
  const models = tallies
    .filter(({ frames }) => frames > 0)
    .map(({ id, frames, dropped, realTimeSum }) => {
      const realTime = realTimeSum / frames;
      const qoe = 1 - dropped / frames;
      return { id, realTime, qoe, score: realTime * qoe, frames };
    });
  if (models.length === 0) return null;
  const sum = models.reduce((all, { score }) => all + score, 0);
  return { score: (100 * sum) / models.length, models };
}
