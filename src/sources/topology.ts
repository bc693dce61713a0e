/** What the topology of a model says, whichever of the two forms it has. */
import type { SignatureTensor } from '../domain/custom-model';
import type { Choices } from './default-inputs';

export interface Signature {
  readonly inputs: readonly SignatureTensor[];
  readonly outputs: readonly SignatureTensor[];
}

export interface Topology {
  readonly signature: Signature;
  readonly choices: Choices;
  readonly controlFlow: boolean;
  /** Sentences for people. */
  readonly notes: readonly string[];
}
