/**
 * A parsed document as the description of a model: what format it is, what goes in and out, which weights it needs.
 * Everything in it is checked here, nothing outside of it is looked at.
 */
import type { CustomModel } from '../domain/custom-model';
import { assertSafeKeys } from './bounded-json';
import { chooseView } from './default-view';
import { readGraph } from './graph-topology';
import { isRecord, type JsonRecord } from './json-value';
import { rootOf } from './layer-config';
import { readLayers } from './layers-topology';
import { refusal, shown } from './refusal';
import type { Signature } from './topology';
import { readManifest, type WeightGroup } from './weights-manifest';

export interface Description {
  readonly format: CustomModel['format'];
  readonly groups: readonly WeightGroup[];
  readonly signature: Signature;
  readonly inputs: CustomModel['inputs'];
  readonly view: CustomModel['view'];
  readonly controlFlow: boolean;
  readonly notes: readonly string[];
}

/** Whether a document wants to be a model; others among the files are none of our business. */
export const isDescription = (document: unknown): document is JsonRecord =>
  isRecord(document) && ('modelTopology' in document || 'weightsManifest' in document);

/** @param at path of the document, for messages @throws EngineError for the first thing that is wrong. */
export function readDescription(at: string, document: JsonRecord): Description {
  assertSafeKeys(at, document);
  const { modelTopology: topology, weightsManifest: manifest } = document;
  if (!isRecord(topology)) {
    throw refusal(
      'model-no-topology',
      at,
      'has no `modelTopology`: it describes weights, but no network; convert the model again',
    );
  }
  if (!Array.isArray(manifest)) {
    throw refusal(
      'model-no-topology',
      at,
      'has no `weightsManifest`: it describes a network without weights; convert the model again, or save it with its weights',
    );
  }
  const format = formatOf(at, document, topology);
  const groups = readManifest(at, manifest);
  const weights = groups.flatMap((group) => group.weights);
  const read =
    format === 'graph' ? readGraph(at, document, topology, weights) : readLayers(at, topology, weights);
  const { view, notes } = chooseView(read.signature.outputs);
  return {
    format,
    groups,
    signature: read.signature,
    inputs: read.choices.inputs,
    view,
    controlFlow: read.controlFlow,
    notes: [...read.notes, ...read.choices.notes, ...notes],
  };
}

function formatOf(at: string, document: JsonRecord, topology: JsonRecord): CustomModel['format'] {
  const config = rootOf(topology);
  const isLayers = config.class_name !== undefined || config.className !== undefined;
  if (!Array.isArray(topology.node) && !isLayers) {
    throw refusal(
      'model-no-topology',
      at,
      'has a `modelTopology` without nodes and without layers; convert the model again',
    );
  }
  const format = Array.isArray(topology.node) ? 'graph' : 'layers';
  const told = document.format;
  if (told === undefined || told === null || told === `${format}-model`) return format;
  throw refusal(
    'model-malformed',
    at,
    `says that it is a ${shown(told)}, its topology is that of a ${format}-model`,
  );
}
