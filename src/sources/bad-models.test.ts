/** The corpus of bad models: each is refused with its own code and a sentence that names the file and the field. */
import { describe, expect, it } from 'vitest';
import { EngineError, type ErrorCode } from '../domain/errors';
import {
  DROPPED,
  floats,
  functionalDocument,
  GRAPH_NODES,
  GRAPH_SIGNATURE,
  GRAPH_WEIGHTS,
  graphDocument,
  layersDocument,
  manifest,
  NUMBERS,
  type TestDocument,
  type TestFile,
  testFile,
  testFiles,
} from '../testing/custom-files';
import { readCustomModels } from './custom-models';

async function failureOf(files: readonly TestFile[]): Promise<EngineError> {
  const thrown = await readCustomModels(files, DROPPED).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof EngineError)) throw new Error(`no EngineError, but ${String(thrown)}`);
  return thrown;
}

type Row = readonly [what: string, files: readonly TestFile[], code: ErrorCode, message: string];

const json = (text: string): readonly TestFile[] => [testFile('net/model.json', text)];
const graph = (change: TestDocument) => testFiles(graphDocument(change));
const nodes = (...more: object[]) => graph({ modelTopology: { node: [...GRAPH_NODES, ...more] } });
const weights = (...list: object[]) => graph({ weightsManifest: manifest(list) });
const kernel = (change: object) => weights({ ...GRAPH_WEIGHTS[0], ...change }, GRAPH_WEIGHTS[1]);
const input = (change: object) =>
  graph({ signature: { ...GRAPH_SIGNATURE, inputs: { x: { name: 'x:0', ...change } } } });
const numbers = (...values: number[]) =>
  testFiles(graphDocument(), { 'group1-shard1of1.bin': floats(values) });
const layers = (...list: object[]) =>
  testFiles(layersDocument({ modelTopology: { class_name: 'Sequential', config: { layers: list } } }));

const DOCUMENTS: readonly Row[] = [
  ['nothing', [], 'model-not-found', 'no TensorFlow.js model is among the files'],
  ['other files', [testFile('a.png', '')], 'model-not-found', '“a.png”: no TensorFlow.js model'],
  ['JSON of something else', [testFile('labels.json', '[]')], 'model-not-found', '“labels.json”'],
  ['weights alone', [testFile('w.bin', 'x')], 'model-not-found', 'no `model.json` is with it'],
  [
    'a Keras file',
    [testFile('net.h5', 'x')],
    'model-not-found',
    'tensorflowjs_converter --input_format=keras`',
  ],
  ['a Keras 3 file', [testFile('net.keras', 'x')], 'model-not-found', 'tensorflowjs_converter'],
  ['a SavedModel', [testFile('m/saved_model.pb', 'x')], 'model-not-found', '--input_format=tf_saved_model'],
  ['a TFLite file', [testFile('net.tflite', 'x')], 'model-not-found', 'a model of another format'],
  ['an ONNX file', [testFile('net.onnx', 'x')], 'model-not-found', 'a model of another format'],
  ['a page', json('<!doctype html><p>'), 'model-not-json', 'net/model.json: is not JSON (it is a web page)'],
  ['JSON cut off', json('{"modelTopology": {'), 'model-not-json', 'it breaks off'],
  ['an empty file', json(''), 'model-not-json', 'it is empty'],
  ['bytes', [testFile('model.json', Uint8Array.of(0xff, 0xfe, 0))], 'model-not-json', 'is not JSON'],
  [
    'JSON without topology',
    json('{"format": "graph-model"}'),
    'model-no-topology',
    'without `modelTopology`',
  ],
  ['JSON that is a number', json('3'), 'model-no-topology', 'without `modelTopology`'],
  ['a topology of null', graph({ modelTopology: null }), 'model-no-topology', 'no `modelTopology`'],
  [
    'an empty topology',
    graph({ modelTopology: {} }),
    'model-no-topology',
    'without nodes and without layers',
  ],
  ['no manifest', graph({ weightsManifest: undefined }), 'model-no-topology', 'no `weightsManifest`'],
  [
    'a Keras architecture',
    [testFile('net.json', JSON.stringify({ class_name: 'Sequential', config: [] }))],
    'model-no-topology',
    'architecture of a Keras model without weights',
  ],
  [
    'the wrong format',
    graph({ format: 'layers-model' }),
    'model-malformed',
    'says that it is a “layers-model”',
  ],
  ['nesting', json(`${'['.repeat(100_000)}`), 'model-too-large', 'nested 100000 levels deep'],
  ['nesting in whole', json(`${'[{"a":'.repeat(40)}1${'}]'.repeat(40)}`), 'model-too-large', '80 levels'],
  ['very many values', json(`[${'0,'.repeat(5_000_001)}0]`), 'model-too-large', 'more than 5000000 values'],
  [
    'a description of 65 MiB',
    [testFile('model.json', new Uint8Array(65 * 2 ** 20))],
    'model-too-large',
    'has 65 MiB, a model’s description may have 64 MiB',
  ],
  [
    '4 097 files',
    Array.from({ length: 4097 }, (_, index) => testFile(`${index}.txt`, '')),
    'model-too-large',
    '4097 files',
  ],
];

const WEIGHTS: readonly Row[] = [
  [
    'a type that nobody knows',
    kernel({ dtype: 'float8' }),
    'weight-dtype-unknown',
    'weight “kernel” is of an unknown type, “float8”',
  ],
  ['no type', kernel({ dtype: undefined }), 'weight-dtype-unknown', 'unknown type, undefined'],
  ['text', kernel({ dtype: 'string' }), 'weight-dtype-unknown', 'is of type string'],
  ['complex numbers', kernel({ dtype: 'complex64' }), 'weight-dtype-unknown', 'is of type complex64'],
  ['float16 as its own type', kernel({ dtype: 'float16' }), 'weight-dtype-unknown', '--quantize_float16'],
  [
    'an unknown quantisation',
    kernel({ quantization: { dtype: 'int4' } }),
    'weight-dtype-unknown',
    'quantised as “int4”',
  ],
  [
    'whole numbers as float16',
    kernel({ dtype: 'int32', quantization: { dtype: 'float16' } }),
    'weight-dtype-unknown',
    'int32 quantised as “float16”',
  ],
  [
    'a quantisation of null',
    kernel({ quantization: null }),
    'model-malformed',
    'quantisation that is no object',
  ],
  [
    'no scale',
    kernel({ quantization: { dtype: 'uint8', min: 0 } }),
    'model-malformed',
    'without scale or min',
  ],
  [
    'an infinite scale',
    kernel({ quantization: { dtype: 'uint8', min: 0, scale: 1e38 } }),
    'weights-not-finite',
    'with scale 1e+38',
  ],
  ['a negative shape', kernel({ shape: [-4, 3] }), 'model-shape-invalid', 'a negative dimension, -4'],
  ['a broken shape', kernel({ shape: [4.5, 3] }), 'model-shape-invalid', 'a dimension of 4.5'],
  ['a shape of text', kernel({ shape: ['4', 3] }), 'model-shape-invalid', 'a dimension of “4”'],
  ['a huge shape', kernel({ shape: [1e12] }), 'model-shape-invalid', 'a dimension of 1000000000000'],
  [
    'a shape whose product is huge',
    kernel({ shape: [1e6, 1e6] }),
    'model-shape-invalid',
    'more numbers than any tensor',
  ],
  [
    'a shape whose product overflows',
    kernel({ shape: Array(8).fill(2 ** 30) }),
    'model-shape-invalid',
    'more numbers',
  ],
  ['40 dimensions', kernel({ shape: Array(40).fill(1) }), 'model-shape-invalid', '40 dimensions'],
  ['no shape', kernel({ shape: undefined }), 'model-shape-invalid', 'weight “kernel” has no shape'],
  [
    'another shape than the graph',
    kernel({ shape: [3, 4] }),
    'model-shape-invalid',
    'is [3, 4] in the manifest and [4, 3] in the graph',
  ],
  [
    '3 GB in a file of 1 kB',
    kernel({ shape: [250_000_000, 3] }),
    'model-too-large',
    'claims 3.0 GB of weights',
  ],
  [
    '3 GB once loaded',
    kernel({ shape: [800_000_000], quantization: { dtype: 'uint8', scale: 1, min: 0 } }),
    'model-too-large',
    '3.2 GB once loaded',
  ],
  [
    '20 001 weights',
    weights(...Array(20_001).fill(GRAPH_WEIGHTS[1])),
    'model-too-large',
    'describes 20001 weights',
  ],
  [
    '513 shards',
    graph({ weightsManifest: manifest([], ...Array.from({ length: 513 }, (_, at) => `${at}`)) }),
    'model-too-large',
    'names 513 shards',
  ],
  [
    'a name twice',
    weights(...GRAPH_WEIGHTS, GRAPH_WEIGHTS[0]),
    'model-malformed',
    'the weight “kernel” twice',
  ],
  ['no name', weights({ shape: [1], dtype: 'float32' }), 'model-malformed', 'a weight without a name'],
  [
    'a weight that is no object',
    graph({ weightsManifest: manifest([3 as unknown as object]) }),
    'model-malformed',
    'no object',
  ],
  [
    'a group without paths',
    graph({ weightsManifest: [{ weights: [] }] }),
    'model-malformed',
    'without `paths`',
  ],
  [
    'a constant without weights',
    weights(GRAPH_WEIGHTS[0]),
    'model-malformed',
    'no weights for the constant “bias”',
  ],
  [
    'NaN',
    numbers(...NUMBERS.slice(0, 7), Number.NaN, ...NUMBERS.slice(8)),
    'weights-not-finite',
    'weight “kernel” has NaN at index 7',
  ],
  [
    'infinity',
    numbers(...NUMBERS.slice(0, 13), -Infinity, 0),
    'weights-not-finite',
    'weight “bias” has an infinite number at index 1',
  ],
  [
    'NaN across two shards',
    testFiles(graphDocument({ weightsManifest: manifest(GRAPH_WEIGHTS, 'a.bin', 'b.bin') }), {
      'a.bin': floats([...NUMBERS.slice(0, 3), Number.NaN]).slice(0, 13),
      'b.bin': floats([...NUMBERS.slice(0, 3), Number.NaN, ...NUMBERS.slice(4)]).slice(13),
    }),
    'weights-not-finite',
    'weight “kernel” has NaN at index 3',
  ],
  [
    'NaN as float16',
    testFiles(
      graphDocument({
        weightsManifest: manifest([
          { ...GRAPH_WEIGHTS[0], quantization: { dtype: 'float16' } },
          GRAPH_WEIGHTS[1],
        ]),
      }),
      { 'group1-shard1of1.bin': new Uint8Array(36).fill(0x7e, 3, 4) },
    ),
    'weights-not-finite',
    'weight “kernel” has NaN at index 1',
  ],
];

const three = ['group1-shard1of3.bin', 'group1-shard2of3.bin', 'group1-shard3of3.bin'] as const;
const sharded = graphDocument({ weightsManifest: manifest(GRAPH_WEIGHTS, ...three) });
const cut = {
  [three[0]]: floats().slice(0, 25),
  [three[1]]: floats().slice(25, 50),
  [three[2]]: floats().slice(50),
};
const { [three[1]]: second, ...withoutSecond } = cut;

const SHARDS: readonly Row[] = [
  [
    'missing',
    testFiles(graphDocument(), {}),
    'shard-missing',
    'names the shard “group1-shard1of1.bin”, which is not among the files',
  ],
  [
    'missing, one of three',
    testFiles(sharded, withoutSecond),
    'shard-missing',
    '“group1-shard2of3.bin”, which is not among the files: bring the whole folder (it must have 25 bytes)',
  ],
  [
    'renamed',
    testFiles(sharded, { ...withoutSecond, 'group1-shard2of3-copy.bin': second }),
    'shard-missing',
    'group1-shard2of3.bin',
  ],
  [
    'renamed to another number',
    testFiles(sharded, { ...withoutSecond, 'group1-shard4of3.bin': second }),
    'shard-missing',
    '“group1-shard4of3.bin” has just its 25 bytes and looks renamed',
  ],
  [
    'elsewhere',
    [...testFiles(sharded, withoutSecond, 'a/'), testFile(`b/${three[1]}`, second)],
    'shard-missing',
    '“group1-shard2of3.bin”',
  ],
  [
    'left out by the manifest',
    graph({ weightsManifest: manifest(GRAPH_WEIGHTS, three[0], three[2]) }),
    'shard-missing',
    'leaves out shard 2 of 3',
  ],
  [
    'in the wrong order',
    graph({ weightsManifest: manifest(GRAPH_WEIGHTS, three[1], three[0], three[2]) }),
    'shard-order',
    'names shard 1 after shard 2',
  ],
  [
    'with their names swapped',
    testFiles(sharded, { ...cut, [three[0]]: cut[three[2]], [three[2]]: cut[three[0]] }),
    'shard-order',
    '“group1-shard1of3.bin” is shorter than the shards after it',
  ],
  [
    'truncated',
    testFiles(graphDocument(), { 'group1-shard1of1.bin': floats().slice(0, 57) }),
    'shard-truncated',
    '“group1-shard1of1.bin” ends 3 bytes early (57 bytes; the group needs 60',
  ],
  [
    'truncated in the middle',
    testFiles(sharded, { ...cut, [three[1]]: cut[three[1]].slice(0, 9) }),
    'shard-truncated',
    '“group1-shard2of3.bin” ends 16 bytes early',
  ],
  [
    'empty',
    testFiles(graphDocument(), { 'group1-shard1of1.bin': new Uint8Array(0) }),
    'shard-truncated',
    'ends 60 bytes early',
  ],
  [
    'too long',
    testFiles(graphDocument(), { 'group1-shard1of1.bin': floats([...NUMBERS, 1]) }),
    'shard-surplus',
    '4 bytes more than the weights take',
  ],
  [
    'surplus',
    testFiles(sharded, { ...cut, 'group1-shard4of4.bin': floats() }),
    'shard-surplus',
    'does not name “group1-shard4of4.bin”',
  ],
  [
    'named twice',
    graph({ weightsManifest: manifest(GRAPH_WEIGHTS, 'w', 'w') }),
    'model-malformed',
    'the shard “w” twice',
  ],
  [
    'outside of the folder',
    graph({ weightsManifest: manifest(GRAPH_WEIGHTS, '../w.bin') }),
    'model-malformed',
    '“../w.bin”, which is not in the model’s folder',
  ],
  [
    'at the root',
    graph({ weightsManifest: manifest(GRAPH_WEIGHTS, '/etc/passwd') }),
    'model-malformed',
    'not in the model’s folder',
  ],
  [
    'at an address',
    graph({ weightsManifest: manifest(GRAPH_WEIGHTS, 'https://x.org/w.bin') }),
    'model-malformed',
    'not in the model’s folder',
  ],
  [
    'no text',
    graph({ weightsManifest: [{ paths: [{}], weights: [] }] }),
    'model-malformed',
    'a shard that is no text',
  ],
  [
    'smaller than one weight',
    testFiles(
      graphDocument({
        modelTopology: { node: [GRAPH_NODES[0]] },
        signature: undefined,
        weightsManifest: manifest([{ ...GRAPH_WEIGHTS[0], shape: [4, 300] }]),
      }),
    ),
    'weights-beyond-shard',
    'weight “kernel” of shape [4, 300] takes 4800 bytes, all shards of its group have 60',
  ],
  [
    'none at all',
    testFiles(graphDocument({ weightsManifest: [{ paths: [], weights: GRAPH_WEIGHTS }] }), {}),
    'weights-beyond-shard',
    '60 bytes of weights in a group without shards',
  ],
];

const dense = { class_name: 'Dense', config: { name: 'd', units: 3, batch_input_shape: [null, 4] } };
const chained = JSON.parse(JSON.stringify(functionalDocument()));
chained.modelTopology.model_config.config.layers[1].inbound_nodes = [[['loop', 0, 0, {}]]];
chained.modelTopology.model_config.config.layers.push({
  class_name: 'Activation',
  name: 'loop',
  config: { name: 'loop' },
  inbound_nodes: [[['dense', 0, 0, {}]]],
});
const orphan = JSON.parse(JSON.stringify(functionalDocument()));
orphan.modelTopology.model_config.config.layers[1].inbound_nodes = [[['nobody', 0, 0, {}]]];

const NETWORKS: readonly Row[] = [
  [
    'a circle',
    nodes({ name: 'a', op: 'Neg', input: ['b'] }, { name: 'b', op: 'Neg', input: ['a:0'] }),
    'model-graph-cycle',
    'in a circle: “',
  ],
  [
    'a node that waits for itself',
    nodes({ name: 'a', op: 'Neg', input: ['^a'] }),
    'model-graph-cycle',
    '“a” → “a”',
  ],
  [
    'a circle in a function',
    graph({
      modelTopology: {
        node: GRAPH_NODES,
        library: {
          function: [
            {
              signature: { name: 'f', inputArg: [{ name: 'in' }] },
              nodeDef: [{ name: 'n', op: 'Add', input: ['in', 'n'] }],
            },
          ],
        },
      },
    }),
    'model-graph-cycle',
    '“n” → “n”',
  ],
  [
    'layers in a circle',
    testFiles(chained),
    'model-graph-cycle',
    'its layers wait for one another in a circle',
  ],
  ['a layer that takes from nobody', testFiles(orphan), 'model-malformed', 'takes call 0 of “nobody”'],
  [
    'a node that takes from nobody',
    nodes({ name: 'a', op: 'Neg', input: ['b'] }),
    'model-malformed',
    'the output of “b”, which is not in the graph',
  ],
  ['two nodes of one name', nodes(GRAPH_NODES[0]), 'model-malformed', 'two nodes named “x”'],
  ['a node without a name', nodes({ op: 'Neg' }), 'model-malformed', 'a node without a name'],
  [
    'a node that is null',
    graph({ modelTopology: { node: [null] } }),
    'model-malformed',
    'a node without a name',
  ],
  [
    'inputs that are no names',
    nodes({ name: 'a', op: 'Neg', input: [3] }),
    'model-malformed',
    'inputs that are no list of names',
  ],
  [
    '100 001 nodes',
    nodes(...Array.from({ length: 100_001 }, (_, at) => ({ name: `${at}`, op: 'Const' }))),
    'model-too-large',
    '100006 nodes',
  ],
  [
    'a signature of nobody',
    graph({ signature: { inputs: { x: { name: 'nobody:0' } } } }),
    'model-malformed',
    'stands for the node “nobody”',
  ],
  [
    'no input',
    graph({ signature: undefined, modelTopology: { node: GRAPH_NODES.slice(1, 3) } }),
    'model-input-unsupported',
    'has no input',
  ],
  [
    'text as input',
    input({ dtype: 'DT_STRING' }),
    'model-input-unsupported',
    'its input “x” is of type “DT_STRING”',
  ],
  ['complex numbers as input', input({ dtype: 'DT_COMPLEX64' }), 'model-input-unsupported', '“DT_COMPLEX64”'],
  [
    'a negative input',
    input({ tensorShape: { dim: [{ size: '-7' }] } }),
    'model-shape-invalid',
    'a dimension of “-7”',
  ],
  [
    'an input of 10¹²',
    input({ tensorShape: { dim: [{ size: '1000000000000' }] } }),
    'model-shape-invalid',
    '“1000000000000”',
  ],
  [
    'an input of nothing',
    input({ tensorShape: { dim: [{ size: '0' }] } }),
    'model-shape-invalid',
    'a dimension of 0',
  ],
  [
    'an input of 10⁸ numbers',
    input({ tensorShape: { dim: [{ size: '100000000' }] } }),
    'model-input-unsupported',
    '100000000 numbers, 16777216 can be fed',
  ],
  [
    'an input of seven dimensions',
    input({ tensorShape: { dim: Array(7).fill({ size: '1' }) } }),
    'model-input-unsupported',
    'has 7 dimensions',
  ],
  [
    '17 inputs',
    graph({
      signature: {
        inputs: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`i${at}`, { name: 'x' }])),
      },
    }),
    'model-input-unsupported',
    'has 17 inputs',
  ],
  ['no layers', layers(), 'model-no-topology', 'no layers'],
  [
    'a first layer without a shape',
    layers({ ...dense, config: { name: 'd', units: 3 } }),
    'model-input-unsupported',
    '“d” does not say the shape',
  ],
  [
    'a layer that takes text',
    layers({ ...dense, config: { ...dense.config, dtype: 'string' } }),
    'model-input-unsupported',
    'is of type “string”',
  ],
  [
    'a layer of 10⁹ units',
    layers({ ...dense, config: { ...dense.config, units: 1e9 } }),
    'model-shape-invalid',
    'units of 1000000000, and no weight is that large',
  ],
  [
    'a layer of −1 units',
    layers({ ...dense, config: { ...dense.config, units: -1 } }),
    'model-shape-invalid',
    'units of -1',
  ],
];

const polluting = (text: string) =>
  testFiles(graphDocument()).map((file) =>
    file.path === 'model.json'
      ? testFile(file.path, JSON.stringify(graphDocument()).replace('{', text))
      : file,
  );

const PROTOTYPES: readonly Row[] = [
  [
    '__proto__ as a field',
    polluting('{"__proto__": {"polluted": 1},'),
    'model-malformed',
    'a field named “__proto__”',
  ],
  [
    'it in other letters',
    polluting('{"\\u005f_proto__": {"polluted": 1},'),
    'model-malformed',
    '“__proto__”',
  ],
  [
    'constructor deep inside',
    polluting('{"x": [{"a": {"constructor": {"prototype": {"polluted": 1}}}}],'),
    'model-malformed',
    '“constructor”',
  ],
  [
    'a weight of that name',
    weights({ name: '__proto__', shape: [1], dtype: 'float32' }),
    'model-malformed',
    'a weight named “__proto__”',
  ],
  [
    'a node of that name',
    nodes({ name: '__proto__', op: 'NoOp' }),
    'model-malformed',
    'a node named “__proto__”',
  ],
  [
    'a layer of that name',
    layers({ ...dense, config: { ...dense.config, name: '__proto__' } }),
    'model-malformed',
    'a layer named “__proto__”',
  ],
];

describe.each([
  ['a document', DOCUMENTS],
  ['weights', WEIGHTS],
  ['shards', SHARDS],
  ['a network', NETWORKS],
  ['names that reach the prototype', PROTOTYPES],
])('%s', (_which, rows) => {
  it.each(rows)('refused: %s', async (_what, files, code, message) => {
    const failure = await failureOf(files);
    expect(failure.report()).toEqual({ code, message: expect.stringContaining(message) });
    expect(failure.message.length).toBeLessThan(700);
    expect(failure.message).toMatch(/\.$/);
    expect('polluted' in {}).toBe(false);
  });
});

describe('a file that cannot be read any more', () => {
  it('is told with what to do', async () => {
    const gone = new Blob([JSON.stringify(graphDocument())]);
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    const failure = await failureOf([{ path: 'model.json', blob: gone }]);
    expect(failure.report()).toEqual({
      code: 'model-load-failed',
      message: expect.stringContaining('changed or was moved since it was dropped: drop it again'),
    });
  });
});
