/**
 * What can go wrong with a model's file on its way, as errors that say what to do. It must not know how files are
 * fetched or what is in them.
 */
import { EngineError } from '../domain/errors';
import type { CatalogModel, Model } from '../domain/model';

type ModelFile = Model['files'][number];

/** The command that puts the model's files in place. */
const assembling = ({ id, assembly }: CatalogModel): string =>
  assembly === 'on-request' ? `npm run models -- ${id}` : 'npm run models';

/** The server has no such file: for a model on request the usual case, for another a broken installation. */
export function missing(model: CatalogModel, file: ModelFile): EngineError {
  return model.assembly === 'on-request'
    ? new EngineError(
        'model-not-assembled',
        `${model.name} is not here yet, because it is only fetched on request: run \`${assembling(model)}\` in the project, then reload this page.`,
      )
    : new EngineError(
        'model-missing',
        `${model.name}: ${file.path} is not on the server: run \`${assembling(model)}\` and start again.`,
      );
}

export function refused(model: CatalogModel, file: ModelFile, status: number): EngineError {
  return new EngineError(
    'network-unreachable',
    `${model.name}: the server answered ${status} for ${file.path}: try again, or restart the server.`,
  );
}

/** @param online whether the browser believes that there is a network */
export function unreachable(
  model: CatalogModel,
  file: ModelFile,
  url: URL,
  cause: unknown,
  online: boolean,
): EngineError {
  return new EngineError(
    'network-unreachable',
    online
      ? `${model.name}: ${file.path} could not be fetched from ${url.origin}, and this browser does not have it from an earlier use: is the server still running? Run it again.`
      : `${model.name}: there is no network, and this model was not used here while there was one, so its files are not in this browser: choose a model that was used before, or connect and run it again.`,
    { cause },
  );
}

/** What this browser had of the file is another version's, and the present one's cannot be asked for. */
export function outdated(model: CatalogModel, file: ModelFile, url: URL, cause: unknown): EngineError {
  return new EngineError(
    'network-unreachable',
    `${model.name}: this browser has ${file.path} of another version, and the present one could not be fetched from ${url.origin}: connect to a network, and run it again.`,
    { cause },
  );
}

/** Refused on purpose, before anything was asked of the network. */
export function injected(model: CatalogModel): EngineError {
  return new EngineError(
    'network-unreachable',
    `${model.name}: its files could not be fetched: let the network through again and retry (injected: the network is refused on purpose)`,
  );
}

/** @param found what came, as text @param wanted what the catalog says */
export function different(model: CatalogModel, file: ModelFile, found: string, wanted: string): EngineError {
  return new EngineError(
    'model-hash-mismatch',
    `${model.name}: ${file.path} is not the file that the catalog describes (${found} instead of ${wanted}): run \`${assembling(model)}\` and start again.`,
  );
}

export function cancelled(model: Model): EngineError {
  return new EngineError('cancelled', `Loading ${model.name} was cancelled.`);
}
