/** Policies to begin with, as somebody would write them: each complete, each said in its first line. */

interface PolicyTemplate {
  readonly name: string;
  readonly source: string;
}

const EDF = `// Earliest deadline first, written by hand.
//
// ready: the requests that could be served now, in order of becoming
//   ready; at least one. Of each:
//     requestId, tenantId
//     arrivedAt    when it arrived, ms
//     deadlineAt   when it should be complete, ms; null: no deadline
//     priority     1 to 9
//     weight       its tenant's share
//     estimatedMs  how long it takes alone
//     remainingMs  how much of that is left
//     nextMs       how long it runs before you are asked again
//     servedAt     when it last ran; null: not yet
// now: this instant, ms
// Return the index in ready of the one that is served next.
(ready, now) => {
  let chosen = 0;
  for (let i = 1; i < ready.length; i++) {
    const a = ready[i].deadlineAt ?? Infinity;
    const b = ready[chosen].deadlineAt ?? Infinity;
    if (a < b) chosen = i;
  }
  return chosen;
}
`;

const SHORTEST = `// The least work left comes first.
(ready, now) => {
  let chosen = 0;
  for (let i = 1; i < ready.length; i++)
    if (ready[i].remainingMs < ready[chosen].remainingMs) chosen = i;
  return chosen;
}
`;

const HOPELESS_LAST = `// Earliest deadline first among those that can still make it:
// who would be late anyway waits until nobody else is there.
(ready, now) => {
  const cost = (one) => {
    if (one.deadlineAt === null) return 1e12;
    const hopeless = now + one.remainingMs > one.deadlineAt;
    return hopeless ? 1e15 + one.arrivedAt : one.deadlineAt;
  };
  let chosen = 0;
  for (let i = 1; i < ready.length; i++)
    if (cost(ready[i]) < cost(ready[chosen])) chosen = i;
  return chosen;
}
`;

const AGEING = `// Priority, plus a point for every 100 ms of waiting: nobody starves.
(ready, now) => {
  const worth = (one) => one.priority + (now - one.arrivedAt) / 100;
  let chosen = 0;
  for (let i = 1; i < ready.length; i++)
    if (worth(ready[i]) > worth(ready[chosen])) chosen = i;
  return chosen;
}
`;

export const POLICY_TEMPLATES: readonly PolicyTemplate[] = [
  { name: 'Earliest deadline first', source: EDF },
  { name: 'Deadlines, the hopeless last', source: HOPELESS_LAST },
  { name: 'Least work left first', source: SHORTEST },
  { name: 'Priority with ageing', source: AGEING },
];

export const FIRST_SOURCE = EDF;
