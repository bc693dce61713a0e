/** The policies by what they heed: the order of every list of them. */
import type { PolicyId } from '../../domain/policy-ids';

interface PolicyGroup {
  readonly title: string;
  readonly policies: readonly PolicyId[];
}

export const POLICY_GROUPS: readonly PolicyGroup[] = [
  { title: 'In turn', policies: ['fifo', 'round-robin', 'weighted-fair'] },
  { title: 'By importance', policies: ['strict-priority', 'prema'] },
  { title: 'By deadline', policies: ['edf', 'least-laxity', 'sdrm3', 'dysta', 'clockwork'] },
  { title: 'By length', policies: ['shortest-job', 'shortest-remaining'] },
  { title: 'By plan, by yourself', policies: ['static-cyclic', 'user'] },
];
