/**
 * What goes into a converted graph and what comes out: its signature, else its placeholders and the nodes that nobody
 * takes from, as TensorFlow.js does it. It must not choose anything.
 */
import type { SignatureTensor } from '../domain/custom-model';
import { type GraphNode, type GraphNodes, nodeNameOf } from './graph-nodes';
import { isRecord, type JsonRecord, listOf, recordOf, textOf } from './json-value';
import { MAX_OUTPUTS } from './limits';
import { quoted, refusal } from './refusal';
import { readName, readSides, unsupportedInput } from './signature-parts';
import type { Signature } from './topology';

export interface GraphSignature extends Signature {
  /** Names of the nodes that give the outputs. */
  readonly outputNodes: readonly string[];
}

/** As TensorFlow.js reads them: whole numbers become int32, all floating-point numbers float32. */
const DTYPES = new Map<unknown, SignatureTensor['dtype']>([
  ...(['DT_FLOAT', 'DT_HALF', 'DT_DOUBLE', 1, 19, 2] as const).map((name) => [name, 'float32'] as const),
  ...(['DT_INT32', 'DT_INT64', 'DT_INT8', 'DT_UINT8', 3, 9, 6, 4] as const).map(
    (name) => [name, 'int32'] as const,
  ),
  ...(['DT_BOOL', 10] as const).map((name) => [name, 'bool'] as const),
]);

/** @throws EngineError `model-input-unsupported` | `model-shape-invalid` | `model-malformed`. */
export function graphSignature(at: string, document: JsonRecord, nodes: GraphNodes): GraphSignature {
  const legacy = recordOf(document.userDefinedMetadata).signature;
  const { inputs, outputs } = recordOf(isRecord(legacy) ? legacy : document.signature);
  const named = Object.entries(recordOf(inputs)).filter(([, info]) => !isCaptured(info));
  const results = Object.entries(recordOf(outputs));
  const taken = new Set([...nodes.values()].flatMap((node) => node.inputs));
  const sinks = [...nodes.values()].filter(
    ({ name, op }) => !taken.has(name) && !op.startsWith('Placeholder'),
  );
  const read =
    results.length > 0
      ? results.map(([key, info]) => ({
          node: sourceOf(at, key, info, nodes),
          tensor: outputOf(at, key, info),
        }))
      : sinks.map((node) => ({
          node: node.name,
          tensor: { name: node.name, shape: null, dtype: dtypeOfNode(node) },
        }));
  if (read.length > MAX_OUTPUTS) {
    throw refusal('model-too-large', at, `its graph has ${read.length} outputs, ${MAX_OUTPUTS} are read`);
  }
  return {
    inputs:
      named.length > 0
        ? named.map(([key, info]) => inputOf(at, key, info, nodes))
        : [...nodes.values()].filter(({ op }) => op === 'Placeholder').map((node) => placeholder(at, node)),
    outputs: read.map(({ tensor }) => tensor),
    outputNodes: read.map(({ node }) => node),
  };
}

/** A hash table or variable that the model fills itself. */
const isCaptured = (info: unknown): boolean => {
  const { resourceId } = recordOf(info);
  return resourceId !== undefined && resourceId !== null;
};

function sourceOf(at: string, key: string, info: unknown, nodes: GraphNodes): string {
  const name = nodeNameOf(textOf(recordOf(info).name) ?? '');
  if (nodes.has(name)) return name;
  throw refusal(
    'model-malformed',
    at,
    `its signature’s ${quoted(key)} stands for the node ${quoted(name)}, which is not in the graph`,
  );
}

function inputOf(at: string, key: string, info: unknown, nodes: GraphNodes): SignatureTensor {
  const node = nodes.get(sourceOf(at, key, info, nodes));
  const { tensorShape, dtype } = recordOf(info);
  const told = readShape(at, key, tensorShape);
  const shape = told ?? readShape(at, key, recordOf(node?.attributes.shape).shape);
  return {
    name: readName(at, key),
    shape,
    dtype: inputDtype(at, key, dtype ?? recordOf(node?.attributes.dtype).type),
  };
}

function placeholder(at: string, { name, attributes }: GraphNode): SignatureTensor {
  const { shape, dtype } = attributes;
  return {
    name: readName(at, name),
    shape: readShape(at, name, recordOf(shape).shape),
    dtype: inputDtype(at, name, recordOf(dtype).type),
  };
}

function outputOf(at: string, key: string, info: unknown): SignatureTensor {
  const { tensorShape, dtype } = recordOf(info);
  return {
    name: readName(at, key),
    shape: readShape(at, key, tensorShape),
    dtype: DTYPES.get(dtype) ?? 'float32',
  };
}

const dtypeOfNode = ({ attributes }: GraphNode): SignatureTensor['dtype'] =>
  DTYPES.get(recordOf(attributes.T ?? attributes.dtype).type) ?? 'float32';

/** @throws EngineError `model-input-unsupported`. */
function inputDtype(at: string, name: string, dtype: unknown): SignatureTensor['dtype'] {
  if (dtype === undefined || dtype === null) return 'float32';
  const known = DTYPES.get(dtype);
  if (known !== undefined) return known;
  throw unsupportedInput(at, name, dtype);
}

/** `{ dim: [{ size: "-1" }, …] }`. Null when it is absent or its rank is unknown. */
function readShape(at: string, name: string, shape: unknown): readonly (number | null)[] | null {
  if (!isRecord(shape) || shape.unknownRank === true) return null;
  return readSides(
    at,
    name,
    listOf(shape.dim).map((dim) => recordOf(dim).size),
  );
}
