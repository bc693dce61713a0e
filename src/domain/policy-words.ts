/**
 * Policies and gates in words: one row each, beside the code's own tables in `scheduling/`. Texts for people; nothing here
 * is read by a program. `source` names the paper, and for rules that were taken from code says so; the classic ones are as
 * every textbook has them.
 */
import type { GateId, PolicyId } from './policy-ids';

export interface RuleWords {
  readonly name: string;
  /** Who is next, in one line. */
  readonly rule: string;
  readonly source: string;
  /** What it teaches, in a sentence. */
  readonly lesson: string;
  readonly goodFor: string;
  readonly badFor: string;
}

export const POLICY_WORDS: Readonly<Record<PolicyId, RuleWords>> = {
  fifo: {
    name: 'First in, first out',
    rule: 'The earliest arrival; what has started runs to its end.',
    source: "Folklore; what a worker's or a browser's own queue does.",
    lesson: 'Whoever asks for much makes all others wait: a short request stands behind every long one.',
    goodFor: 'Requests of like length, and as what to compare with.',
    badFor: 'Short requests with deadlines beside long ones.',
  },
  'round-robin': {
    name: 'Round-robin',
    rule: 'The tenant that was served longest ago, for one inference or one segment.',
    source: 'Folklore of time-sharing.',
    lesson: 'Nobody starves, yet equal turns are not equal time, and nobody looks at deadlines.',
    goodFor: 'Tenants that matter equally and take alike long per turn.',
    badFor: 'Deadlines, and finishing anything early: all finish late together.',
  },
  'weighted-fair': {
    name: 'Weighted fair (stride)',
    rule: 'The tenant with the least served time divided by its weight.',
    source:
      'Stride scheduling, Waldspurger and Weihl 1995, in the form with a least pass for who comes back.',
    lesson: 'Shares of time follow the weights, within one segment, however long the requests are.',
    goodFor: 'Shares that were promised: 3 to 1 is 3 to 1.',
    badFor: 'A rare, urgent request: its share is right and its deadline is missed.',
  },
  'strict-priority': {
    name: 'Strict priority, ageing',
    rule: 'The highest priority, plus one for each second of waiting; ties: the earlier arrival.',
    source: 'Folklore; ageing keeps low priorities from starving.',
    lesson: 'Somebody must say what matters, and the unimportant pays with seconds.',
    goodFor: 'One tenant that must not wait, and little of it.',
    badFor: 'Everybody else, once the important one keeps the executor busy.',
  },
  edf: {
    name: 'Earliest deadline first',
    rule: 'The nearest deadline; requests without one come last.',
    source: 'Liu and Layland 1973.',
    lesson:
      'On one executor that preempts at once it meets all deadlines if any rule can; long segments weaken that.',
    goodFor: 'Deadlines, while the load stays below one.',
    badFor: 'Overload: then it serves what is late already, and one miss brings the next.',
  },
  'least-laxity': {
    name: 'Least laxity first',
    rule: 'The least time to spare: deadline − now − time left to run.',
    source: 'Mok and Dertouzos 1978; here it chooses at segments only.',
    lesson: 'Two with equal time to spare take turns at every segment, and both finish late: thrashing.',
    goodFor: 'Long requests with tight deadlines, if estimates are good.',
    badFor: 'Requests alike in laxity, and where switching costs something.',
  },
  'shortest-job': {
    name: 'Shortest job first',
    rule: 'The least estimated time; what has started runs to its end.',
    source: 'Folklore.',
    lesson: 'The least mean wait without preemption, paid for by the longest.',
    goodFor: 'Mean latency where requests cannot be cut.',
    badFor: 'Long requests: under load they may wait for ever.',
  },
  'shortest-remaining': {
    name: 'Shortest remaining time',
    rule: 'The least time left to run, asked anew at every segment.',
    source: 'Schrage 1968: least mean latency on one machine.',
    lesson: 'The least mean latency there is, if the estimates are true.',
    goodFor: 'Mean latency and normalised turnaround.',
    badFor: 'Long requests under load, and deadlines that are not short ones.',
  },
  prema: {
    name: 'PREMA tokens',
    rule: 'Tokens grow with priority × waiting ÷ own time; of those with most (steps 1, 3, 9) the least time left.',
    source:
      "Choi and Rhu, HPCA 2020; after the re-implementation in Samsung's simulator, the paper was not read.",
    lesson: 'Priority, waiting and shortness in one rule: the important first, but nobody is forgotten.',
    goodFor: 'Priorities 1, 3 and 9 without starvation.',
    badFor: 'Deadlines, which it does not know; priorities between its three steps.',
  },
  sdrm3: {
    name: 'SDRM3 (DREAM, one accelerator)',
    rule: 'The highest urgency + α × waiting ÷ next segment, urgency = min(1, time left to run ÷ time to the deadline).',
    source:
      "Kim et al., ASPLOS 2023; after the form in Samsung's simulator, the paper was not read; α = 0.01 is ours.",
    lesson: 'A deadline and fairness added up: the weight between them decides which one wins.',
    goodFor: 'Frames with deadlines beside work without any.',
    badFor: 'Overload: what is late already counts as most urgent.',
  },
  dysta: {
    name: 'Dysta',
    rule: 'The least time left + 0.01 × (time to spare + waiting ÷ own time ÷ how many wait).',
    source: "Fan et al., MICRO 2023; after its authors' simulator, the paper was not read.",
    lesson: 'Shortest remaining time, with a little of the deadline mixed in.',
    goodFor: 'Mean slowdown with few misses.',
    badFor: 'Long requests with tight deadlines.',
  },
  clockwork: {
    name: 'Clockwork-style admission',
    rule: 'First in, first out; whoever would be late by prediction is rejected on arrival.',
    source:
      'Gujarati et al., OSDI 2020, from its abstract; the estimate stands for its p99 of recent times alone.',
    lesson: 'An early no is worth more than a late answer: less is served, and what is served is in time.',
    goodFor: 'Overload with deadlines and steady service times.',
    badFor: 'Estimates that are off: it rejects too much, or promises too much.',
  },
  'static-cyclic': {
    name: 'Static cyclic table',
    rule: 'The tenant whose slot is current or next in a table computed before the run by EDF over all periods.',
    source: 'Cyclic executive, Baker and Shaw 1988.',
    lesson:
      'Without jitter a table is as good as choosing live, and costs nothing; jitter is what breaks it.',
    goodFor: 'Periodic tenants of known, steady length.',
    badFor: 'Jitter, bursts, and tenants without a period: they get what is left.',
  },
  user: {
    name: 'Your own',
    rule: 'Whatever your function returns: (ready, now) => index of the request to serve.',
    source: 'You. It runs in QuickJS, without clock, chance or network, at most 100 000 steps a choice.',
    lesson: 'A policy is a few lines: write one and measure it beside the others.',
    goodFor: 'Ideas.',
    badFor: 'A hurry: a choice among a hundred takes tenths of a millisecond, a built-in one microseconds.',
  },
};

export const GATE_WORDS: Readonly<Record<GateId, RuleWords>> = {
  'free-for-all': {
    name: 'Free for all',
    rule: 'Every executor issues when it likes; the device shares itself out.',
    source: 'What happens when nobody does anything.',
    lesson:
      'Executors side by side hide their gaps from one another, and slow one another in ways nobody chose.',
    goodFor: 'Throughput, when one executor alone leaves the device idle.',
    badFor: 'Predictable times.',
  },
  token: {
    name: 'Token',
    rule: 'One executor at a time; the token goes to the one that has waited longest since it had it.',
    source: 'Folklore: a lock around the device, in turns.',
    lesson: 'No interference at all, for the price of every gap.',
    goodFor: 'Times as if alone, once it is your turn.',
    badFor: 'Throughput: what one executor leaves unused, nobody uses.',
  },
  orion: {
    name: 'Orion-style',
    rule: 'The highest priority at once; others while it is idle or needs something else (arithmetic against memory).',
    source:
      "Strati et al., EuroSys 2024; after its scheduler's code, for whole requests in place of GPU kernels.",
    lesson: 'Best-effort work can run beside the important if the two wait for different things.',
    goodFor: 'One important tenant, the rest filling its gaps.',
    badFor: 'Everybody else while the important one is always busy and alike in kind.',
  },
};
