/** The one table of policies: a new policy is one file and one row. */
import type { ExecutorConfig } from '../../domain/scenario';
import { fifo } from './fifo';
import type { Policy } from './policy';

export const POLICIES: Readonly<Record<ExecutorConfig['policy'], Policy>> = { fifo };
