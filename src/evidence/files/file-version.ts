/**
 * Which version a file of evidence carries: the lowest whose readers can read all of it (`docs/adr/0034`). Scenarios within
 * carry their own. It is told when a file is written; what is in memory need not know.
 */
import type { EvidenceDocument } from '../../domain/evidence';
import { isExperiment } from '../../domain/evidence';
import type { ExperimentFile } from '../../domain/experiment';
import type { EncodedRecording, RunFile } from '../../domain/run-file';
import { versioned } from '../../domain/scenario-version';

/** The newest that is read, of a run and of an experiment. 2: GPU times in recordings, modes on WebGPU. */
export const NEWEST_FILE = 2;

/** @param recording as it will stand in the file; null: none. */
export function versionedFile<D extends EvidenceDocument>(
  document: D,
  recording: EncodedRecording | null,
): D {
  return isExperiment(document) ? (experiment(document) as D) : (run(document, recording) as D); // of the same kind
}

function run(document: RunFile, recording: EncodedRecording | null): RunFile {
  const scenario = versioned(document.scenario);
  const { predicted } = document;
  const foretold = predicted === undefined ? null : versioned(predicted.scenario);
  const needs = [
    scenario.schemaVersion,
    foretold?.schemaVersion,
    recording?.codec === 'gzip-columns-2' ? 2 : 1,
  ];
  return {
    ...document,
    schemaVersion: needs.includes(2) ? 2 : 1,
    scenario,
    ...(predicted === undefined || foretold === null
      ? {}
      : { predicted: { ...predicted, scenario: foretold } }),
  };
}

function experiment(document: ExperimentFile): ExperimentFile {
  const cells = document.plan.cells.map((cell) => ({ ...cell, scenario: versioned(cell.scenario) }));
  const advice = document.advice?.map((point) => ({ ...point, scenario: versioned(point.scenario) }));
  const isOf2 =
    document.kind === 'gpu-sharing' ||
    document.flags.some(({ kind }) => kind === 'mode-missed') ||
    [...cells, ...(advice ?? [])].some(({ scenario }) => scenario.schemaVersion === 2);
  return {
    ...document,
    schemaVersion: isOf2 ? 2 : 1,
    plan: { ...document.plan, cells },
    ...(advice === undefined ? {} : { advice }),
  };
}
