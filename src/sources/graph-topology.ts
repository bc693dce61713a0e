/**
 * The topology of a converted graph: nodes in an order, constants with their weights, what goes in and out. It must not
 * know files or shards.
 */
import { isDynamic } from './control-flow';
import { chooseInputs } from './default-inputs';
import { assertNodeCount, type GraphNodes, readNodes } from './graph-nodes';
import { findCycle, withAncestors } from './graph-order';
import { graphSignature } from './graph-signature';
import { type JsonRecord, listOf, recordOf, textOf } from './json-value';
import { circleOf } from './layer-order';
import { quoted, refusal, shown } from './refusal';
import type { Topology } from './topology';
import type { Weight } from './weight-spec';

const NO_HINT = { wantsBytes: false, vocabulary: null };

/** @throws EngineError for the first thing that is wrong. */
export function readGraph(
  at: string,
  document: JsonRecord,
  topology: JsonRecord,
  weights: readonly Weight[],
): Topology {
  assertNodeCount(at, topology);
  const nodes = readNodes(at, listOf(topology.node));
  assertNoCycle(at, nodes);
  readFunctions(at, topology);
  readInitializer(at, document);
  const { outputNodes, ...signature } = graphSignature(at, document, nodes);
  const edges = new Map([...nodes].map(([name, { inputs }]) => [name, inputs]));
  const needed = withAncestors(edges, outputNodes);
  assertConstants(at, nodes, needed, weights);
  const dynamic = [...needed].flatMap((name) =>
    isDynamic(nodes.get(name)?.op ?? '') ? (nodes.get(name)?.op ?? []) : [],
  );
  const kinds = [...new Set(dynamic)];
  const notes =
    kinds.length === 0
      ? []
      : [
          `It has ${dynamic.length} operations whose outputs depend on values (${kinds.slice(0, 4).join(', ')}${kinds.length > 4 ? ', …' : ''}): it runs with executeAsync, which cannot be cut into segments or recorded.`,
        ];
  return {
    signature,
    choices: chooseInputs(at, signature.inputs, () => NO_HINT),
    controlFlow: kinds.length > 0,
    notes,
  };
}

/** A loop comes back by `NextIteration`: that edge is legal, every other circle is none that can be computed. */
function assertNoCycle(at: string, nodes: GraphNodes): void {
  const forward = new Map(
    [...nodes].map(([name, { inputs }]) => [
      name,
      inputs.filter((input) => nodes.get(input)?.op !== 'NextIteration'),
    ]),
  );
  const cycle = findCycle(forward);
  if (cycle !== null) {
    throw refusal(
      'model-graph-cycle',
      at,
      `its nodes wait for one another in a circle: ${circleOf(cycle)}; convert the model again`,
    );
  }
}

function readFunctions(at: string, topology: JsonRecord): void {
  for (const each of listOf(recordOf(topology.library).function)) {
    const { signature, nodeDef } = recordOf(each);
    const args = listOf(recordOf(signature).inputArg).flatMap((arg) => textOf(recordOf(arg).name) ?? []);
    assertNoCycle(at, readNodes(at, listOf(nodeDef), args));
  }
}

/** The graph that fills hash tables before the first inference. */
function readInitializer(at: string, document: JsonRecord): void {
  const initializer = recordOf(document.modelInitializer);
  assertNodeCount(at, initializer);
  assertNoCycle(at, readNodes(at, listOf(initializer.node)));
}

/** Constants that the outputs need have weights, of the shape that their node tells. */
function assertConstants(
  at: string,
  nodes: GraphNodes,
  needed: ReadonlySet<string>,
  weights: readonly Weight[],
): void {
  const byName = new Map(weights.map((weight) => [weight.name, weight]));
  for (const name of needed) {
    const node = nodes.get(name);
    if (node?.op !== 'Const') continue;
    const weight = byName.get(name);
    if (weight === undefined)
      throw refusal('model-malformed', at, `its manifest has no weights for the constant ${quoted(name)}`);
    const { dim } = recordOf(recordOf(recordOf(node.attributes.value).tensor).tensorShape);
    if (!Array.isArray(dim)) continue;
    const told = dim.map((side: unknown) => shown(recordOf(side).size ?? 0).replace(/[“”]/g, ''));
    if (told.join() !== weight.shape.join()) {
      throw refusal(
        'model-shape-invalid',
        at,
        `weight ${quoted(name)} is [${weight.shape.join(', ')}] in the manifest and [${told.slice(0, 8).join(', ')}] in the graph: they do not match`,
      );
    }
  }
}
