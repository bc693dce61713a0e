/** First in, first out: the earliest arrival, ties in order of becoming ready. What a browser's own queue would do. */
import { argMin, type Policy } from './policy';

export const createFifo = (): Policy => ({ choose: (ready) => argMin(ready, ({ arrivedAt }) => arrivedAt) });
