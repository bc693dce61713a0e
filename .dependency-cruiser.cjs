/** The table of ARCHITECTURE.md, "What may import what", as rules. Each says why. */

/** @param {...string} layers folders or files below src */
const in_ = (...layers) => `^src/(${layers.join('|')})`;
const ENGINE_ROOMS = ['workload', 'scheduling', 'metrics', 'recovery', 'experiments', 'simulator'];

/** Only these of `src` may be imported from there. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src/', pathNot: allowed },
});

/** Only these npm packages may be imported from there. */
const packages = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$' },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'],
    ...(allowed ? { pathNot: allowed } : {}),
  },
});

module.exports = {
  forbidden: [
    only(
      'base-knows-nothing',
      in_('base/'),
      in_('base/'),
      'base has no domain: it could be a library of its own.',
    ),
    only(
      'domain-is-nouns',
      in_('domain/'),
      in_('base/', 'domain/'),
      'domain holds nouns; behaviour lives above it.',
    ),
    only(
      'protocol-crosses-threads',
      in_('protocol/'),
      in_('base/', 'domain/', 'protocol/'),
      'protocol is what two threads share: it must load in either.',
    ),
    only(
      'sources-are-bytes',
      in_('sources/'),
      in_('base/', 'domain/', 'sources/'),
      'sources know bytes, not runtimes.',
    ),
    ...ENGINE_ROOMS.slice(0, 4).map((room) =>
      only(
        `engine-${room}-knows-no-sibling`,
        in_(`engine/${room}/`),
        in_('base/', 'domain/', 'scheduling/', 'statistics/', `engine/${room}/`),
        'A shared noun belongs in domain, the wiring in playground: so the simulator can reuse each room alone.',
      ),
    ),
    only(
      'engine-experiments',
      in_('engine/experiments/'),
      in_(
        'base/',
        'domain/',
        'scheduling/',
        'statistics/',
        'engine/(workload|scheduling|metrics|experiments|simulator)/',
      ),
      'Experiments drive a stage; they know neither workers nor the playground.',
    ),
    only(
      'engine-simulator',
      in_('engine/simulator/'),
      in_('base/', 'domain/', 'scheduling/', 'engine/(workload|scheduling|metrics|simulator)/'),
      'The simulator shares the scheduler, the workloads and the figures with live runs; it knows no worker.',
    ),
    only(
      'scheduling-chooses',
      in_('scheduling/'),
      in_('base/', 'domain/', 'scheduling/'),
      'Policies, queues and gates are the same in the engine, in executors and in the simulator: they know none of them.',
    ),
    only(
      'engine-has-no-face',
      `${in_('engine/')}(?!index)`,
      in_('base/', 'domain/', 'protocol/', 'scheduling/', 'statistics/', 'engine/'),
      'The engine is a plain library: no React, no TensorFlow.js, no executor code.',
    ),
    only(
      'executor-is-a-leaf',
      in_('executor/'),
      in_('base/', 'domain/', 'protocol/', 'scheduling/', 'sources/', 'executor/'),
      'An executor serves, choosing between segments by the shared policies; it knows neither engine nor views.',
    ),
    only(
      'gpu-recording-is-a-library',
      in_('executor/gpu-recording/'),
      in_('executor/gpu-recording/'),
      'Capturing and replaying WebGPU work knows TensorFlow.js and nothing of this app: it could be a package of its own.',
    ),
    only(
      'gpu-input-is-a-library',
      in_('executor/gpu-input/'),
      in_('executor/gpu-input/'),
      'Turning pictures into numbers on the GPU needs a device and a table: it could be a package of its own.',
    ),
    only(
      'statistics-know-numbers',
      in_('statistics/'),
      in_('base/', 'domain/', 'statistics/'),
      'Intervals, paired comparisons and change-points are the same for live figures, experiments and files.',
    ),
    only(
      'evidence-is-files',
      in_('evidence/'),
      in_('base/', 'domain/', 'protocol/', 'statistics/', 'evidence/'),
      'Files, plots and the history are made from documents alone: apart from everything that measures.',
    ),
    only(
      'intake-is-a-gate',
      in_('intake/'),
      in_('base/', 'domain/', 'protocol/', 'sources/', 'intake/'),
      'Models from outside are checked here, apart from everything that runs them: it knows neither engine nor executors.',
    ),
    only(
      'ui-uses-the-door',
      in_('ui/'),
      in_(
        'base/',
        'domain/',
        'protocol/',
        'engine/index\\.ts$',
        'offline/cache-names\\.ts$',
        'sources/arrival-instants\\.ts$',
        'ui/',
      ),
      'The UI sees snapshots and sends commands through engine/index: it never reaches into the engine. A file of instants it reads itself.',
    ),
    only(
      'hosting-is-addresses',
      in_('hosting/'),
      in_('hosting/'),
      'Servers and the service worker answer by the same headers: it must load in Node, in a worker and in tests.',
    ),
    only(
      'offline-is-files',
      in_('offline/'),
      in_('base/', 'domain/', 'hosting/', 'offline/'),
      'What answers without a network knows addresses and caches, neither the page nor the engine.',
    ),
    only(
      'the-door-is-thin',
      in_('engine/index\\.ts$'),
      in_('base/', 'domain/', 'protocol/'),
      'The UI thread must not load the engine itself.',
    ),
    {
      name: 'tensorflow-in-executor-only',
      comment:
        'TensorFlow.js is global per realm and 2 MB: it lives in executor workers, behind Runtime (and in tests).',
      severity: 'error',
      from: { path: '^src/', pathNot: [in_('executor/', 'testing/'), '^src/intake/.*\\.test\\.ts$'] },
      to: { path: 'node_modules/@tensorflow/' },
    },
    {
      name: 'quickjs-in-scheduling-only',
      comment: "The sandbox for users' policies is loaded on demand, behind prepareUserPolicy.",
      severity: 'error',
      from: { path: '^src/', pathNot: in_('scheduling/user-policy/') },
      to: { path: 'node_modules/(quickjs-emscripten-core|@jitl)/' },
    },
    packages(
      'scheduling-needs-a-sandbox',
      in_('scheduling/'),
      'node_modules/(quickjs-emscripten-core|@jitl/quickjs-wasmfile-release-sync)/',
      "QuickJS in WebAssembly, for users' policies, and nothing else.",
    ),
    packages(
      'base-needs-a-hash',
      in_('base/'),
      'node_modules/@noble/hashes/',
      'SHA-256 where the browser has none is taken, not written; base depends on nothing else.',
    ),
    packages(
      'domain-needs-zod',
      in_('domain/', 'sources/'),
      'node_modules/zod/',
      'Schemas, and nothing else.',
    ),
    packages('protocol-has-no-package', in_('protocol/'), null, 'Our own hundred lines: see docs/adr/0003.'),
    packages(
      'engine-needs-a-histogram',
      in_('engine/'),
      'node_modules/(hdr-histogram-js|idb)/',
      'The engine takes two libraries: the HDR histogram, and promises over IndexedDB for baselines.',
    ),
    packages(
      'statistics-need-statistics',
      in_('statistics/'),
      'node_modules/simple-statistics/',
      'Quantiles and resampling are taken, not written.',
    ),
    packages(
      'evidence-needs-charts-and-files',
      in_('evidence/'),
      'node_modules/(echarts|papaparse|idb|zod|fflate)/',
      'Charts, CSV, storage, schemas and compression are taken, not written.',
    ),
    packages(
      'intake-needs-a-zip-reader',
      in_('intake/'),
      'node_modules/@zip\\.js/zip\\.js/',
      'The zip reader, and nothing else: TensorFlow.js would be 300 kB for sixty lines of IndexedDB (docs/adr/0012).',
    ),
    packages(
      'executor-needs-tensorflow',
      in_('executor/'),
      'node_modules/@tensorflow/',
      'The runtime, and nothing else.',
    ),
    packages('hosting-has-no-package', in_('hosting/'), null, 'Words by address, and nothing else.'),
    packages(
      'offline-needs-serwist',
      in_('offline/'),
      'node_modules/serwist/',
      'Precaching and routing of a service worker are taken, not written.',
    ),
    packages('gpu-input-has-no-package', in_('executor/gpu-input/'), null, 'WebGPU, and nothing else.'),
    {
      name: 'testing-is-for-tests',
      comment: 'Builders and fakes never reach the product.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.test\\.tsx?$', in_('testing/')] },
      to: { path: in_('testing/') },
    },
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nobody imports is dead.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['\\.d\\.ts$', '\\.test\\.tsx?$', '^src/(main|service-worker|.*\\.worker)\\.tsx?$'],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'An import that resolves to nothing fails at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(url|raw)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.app.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
