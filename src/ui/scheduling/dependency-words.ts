/** What triggers a tenant, in a few words. */
import type { DependsOn } from '../../domain/scenario';

type Share = Pick<DependsOn, 'probability' | 'fanOut'>;

/** "p 0.5 · ≤ 2": only what is not plain. Empty when every completion triggers one request. */
export function edgeWords({ probability, fanOut }: Share): string {
  const parts = [
    ...(probability < 1 ? [`p ${Number(probability.toFixed(2))}`] : []),
    ...(fanOut > 1 ? [`≤ ${fanOut}`] : []),
  ];
  return parts.join(' · ');
}

/** "after each completion of BlazeFace with probability 0.5": the whole of it, for a title. */
export function dependencyWords(parent: string, { probability, fanOut }: Share): string {
  const chance = probability < 1 ? ` with probability ${Number(probability.toFixed(2))}` : '';
  const each = fanOut > 1 ? `, one request for each thing found and ${fanOut} at most` : '';
  return `after each completion of ${parent}${chance}${each}`;
}
