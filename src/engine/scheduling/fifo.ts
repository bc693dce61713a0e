/** First in, first out: the earliest arrival, ties in order of enqueueing. What a browser's own queue would do. */
import type { Policy } from './policy';

export const fifo: Policy = {
  choose(queue) {
    let chosen = 0;
    queue.forEach((request, index) => {
      if (request.arrivedAt < (queue[chosen]?.arrivedAt ?? Number.POSITIVE_INFINITY)) chosen = index;
    });
    return chosen;
  },
};
