/**
 * The nodes of a converted graph, checked as far as TensorFlow.js would trust them: names once, inputs that exist.
 * It must not know what operations compute.
 */
import { isUnsafeName } from './bounded-json';
import { isRecord, type JsonRecord, listOf, recordOf, textOf } from './json-value';
import { MAX_NODES } from './limits';
import { quoted, refusal } from './refusal';

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Names of the nodes whose outputs it takes; ports and control marks taken off. */
  readonly inputs: readonly string[];
  readonly attributes: JsonRecord;
}
export type GraphNodes = ReadonlyMap<string, GraphNode>;

/** `^name`, `name:1`, `name:output:0`. */
export const nodeNameOf = (input: string): string => input.replace(/^\^/, '').split(':')[0] ?? '';

/** @throws EngineError `model-too-large` when all graphs of the document together have too many nodes. */
export function assertNodeCount(at: string, topology: JsonRecord): void {
  const functions = listOf(recordOf(topology.library).function);
  const count = functions.reduce<number>(
    (sum, each) => sum + listOf(recordOf(each).nodeDef).length,
    listOf(topology.node).length + functions.length,
  );
  if (count > MAX_NODES)
    throw refusal('model-too-large', at, `its graph has ${count} nodes, ${MAX_NODES} are read`);
}

/**
 * @param given the `node` list of a graph, or `nodeDef` of a function @param args names that stand for inputs
 * @throws EngineError `model-malformed`.
 */
export function readNodes(at: string, given: readonly unknown[], args: readonly string[] = []): GraphNodes {
  const nodes = new Map<string, GraphNode>();
  for (const name of args) nodes.set(name, { name, op: 'Placeholder', inputs: [], attributes: {} });
  for (const each of given) {
    const node = readNode(at, each);
    if (nodes.has(node.name))
      throw refusal('model-malformed', at, `its graph has two nodes named ${quoted(node.name)}`);
    nodes.set(node.name, node);
  }
  for (const { name, inputs } of nodes.values()) {
    const absent = inputs.find((input) => !nodes.has(input));
    if (absent !== undefined) {
      throw refusal(
        'model-malformed',
        at,
        `its node ${quoted(name)} takes the output of ${quoted(absent)}, which is not in the graph`,
      );
    }
  }
  return nodes;
}

function readNode(at: string, given: unknown): GraphNode {
  const { name, op, input, attr } = recordOf(given);
  if (!isRecord(given) || typeof name !== 'string' || name === '' || typeof op !== 'string') {
    throw refusal('model-malformed', at, 'its graph has a node without a name or an operation');
  }
  if (isUnsafeName(name))
    throw refusal('model-malformed', at, `its graph has a node named ${quoted(name)}: it is refused`);
  if (input !== undefined && input !== null && !Array.isArray(input)) throw badInputs(at, name);
  if (attr !== undefined && attr !== null && !isRecord(attr)) {
    throw refusal('model-malformed', at, `its node ${quoted(name)} has attributes that are no object`);
  }
  const inputs = listOf(input).map((each) => {
    const text = textOf(each);
    if (text === null) throw badInputs(at, name);
    return nodeNameOf(text);
  });
  return { name, op, inputs, attributes: recordOf(attr) };
}

const badInputs = (at: string, name: string) =>
  refusal('model-malformed', at, `its node ${quoted(name)} has inputs that are no list of names`);
