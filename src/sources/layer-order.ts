/**
 * Whether a Keras topology can be built at all: TensorFlow.js waits for ever for a layer that is not there, or for one
 * that waits for itself, and makes weights as large as a layer asks before it looks at the manifest.
 */
import { isUnsafeName } from './bounded-json';
import { findCycle } from './graph-order';
import { everyLayer, field, type Layer } from './layer-config';
import { MAX_NODES } from './limits';
import { quoted, refusal, shown } from './refusal';
import type { Weight } from './weight-spec';

/** Every layer that asks for more than this many units must have a weight of that size. */
const UNQUESTIONED_UNITS = 65_536;
const SIZE_FIELDS = ['units', 'filters', 'input_dim', 'output_dim'];

/** @throws EngineError `model-graph-cycle` | `model-malformed` | `model-too-large` | `model-shape-invalid`. */
export function assertBuildable(at: string, root: Layer, weights: readonly Weight[]): void {
  const layers = everyLayer(root);
  const calls = layers.reduce((sum, layer) => sum + 1 + layer.calls.length, 0);
  if (calls > MAX_NODES) throw refusal('model-too-large', at, `has ${calls} layers, ${MAX_NODES} are read`);
  const sides = new Set(weights.flatMap(({ shape }) => shape));
  for (const layer of layers) {
    assertNames(at, layer);
    assertSizes(at, layer, sides);
    if (layer.layers !== null) assertOrder(at, layer.layers);
  }
}

function assertNames(at: string, { name, className }: Layer): void {
  if (isUnsafeName(name) || isUnsafeName(className)) {
    throw refusal('model-malformed', at, `has a layer named ${quoted(name)}: it is refused`);
  }
}

function assertSizes(at: string, { name, config }: Layer, sides: ReadonlySet<number>): void {
  for (const key of SIZE_FIELDS) {
    const size = field(config, key);
    if (size === undefined || size === null) continue;
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 1) {
      throw refusal('model-shape-invalid', at, `its layer ${quoted(name)} has ${key} of ${shown(size)}`);
    }
    if (size > UNQUESTIONED_UNITS && !sides.has(size)) {
      throw refusal(
        'model-shape-invalid',
        at,
        `its layer ${quoted(name)} has ${key} of ${size}, and no weight is that large`,
      );
    }
  }
}

/** Each call of a layer is a node: a layer that is used twice may well wait for itself. */
function assertOrder(at: string, layers: readonly Layer[]): void {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const edges = new Map<string, readonly string[]>();
  for (const { name, calls } of layers) {
    if (calls.length === 0) edges.set(nodeOf(name, 0), []);
    for (const [index, call] of calls.entries()) {
      const inputs = call.map((from) => {
        const layer = byName.get(from.layer);
        if (layer === undefined || !hasCall(layer, from.call)) {
          throw refusal(
            'model-malformed',
            at,
            `its layer ${quoted(name)} takes call ${from.call} of ${quoted(from.layer)}, which is not in the model`,
          );
        }
        return nodeOf(from.layer, Math.max(0, from.call - firstCall(layer)));
      });
      edges.set(nodeOf(name, index), inputs);
    }
  }
  const cycle = findCycle(edges);
  if (cycle === null) return;
  const names = cycle.map((node) => node.slice(node.indexOf(' ') + 1));
  throw refusal('model-graph-cycle', at, `its layers wait for one another in a circle: ${circleOf(names)}`);
}

const nodeOf = (name: string, call: number): string => `${call} ${name}`;

/** A model within a model was called once when it was made. */
const firstCall = ({ layers }: Layer): number => (layers === null ? 0 : 1);

const hasCall = (layer: Layer, call: number): boolean =>
  Number.isInteger(call) && call >= 0 && call < Math.max(1, layer.calls.length) + firstCall(layer);

/** The first names of a cycle, closed. */
export function circleOf(names: readonly string[]): string {
  const start = names.slice(0, 6).map(quoted);
  const closing = quoted(names[0] ?? '');
  return [...start, ...(names.length > 6 ? [`${names.length - 6} more`] : []), closing].join(' → ');
}
