/**
 * An inference of a network that serves nobody yet, beside the requests of others: whole, or piece by piece. What the pieces
 * give is not compared with anything; it is looked at for being numbers.
 */
import { candidatesAmong } from './cut-places';
import type { Beside } from './load-steps';
import type { CutNetwork, LoadedModel, OutputTensor, TensorData } from './runtime';

/** Steps of one inference, each about as long as a segment. */
const PIECES = 16;

interface FirstInference {
  readonly data: readonly TensorData[];
  readonly beside: Beside;
  /** Whether anybody would wait for it. */
  readonly inPieces: boolean;
  /** @throws when the load was given up. */
  readonly goOn: () => void;
}

/** @throws what running the network throws, and what `goOn` does; nothing is left then. */
export async function firstInference(
  network: LoadedModel,
  options: FirstInference,
): Promise<readonly OutputTensor[]> {
  const cut = options.inPieces ? await options.beside(() => cutUp(network)) : null;
  if (cut !== null) {
    const outputs = await piecewise(network, cut, options);
    if (outputs !== null) return outputs;
  }
  return options.beside(async () => {
    network.upload(options.data);
    return (await network.execute()).read();
  });
}

/** Null where it stays whole. */
function cutUp(network: LoadedModel): CutNetwork | null {
  const dissection = network.dissect();
  if ('whole' in dissection) return null;
  return dissection.cutAt(candidatesAmong(dissection.graph.nodes.length, PIECES - 1));
}

/** Null when a piece did not run: the whole tells why, or runs. */
async function piecewise(
  network: LoadedModel,
  cut: CutNetwork,
  { data, beside, goOn }: FirstInference,
): Promise<readonly OutputTensor[] | null> {
  const run = await beside(() => {
    network.upload(data);
    return cut.begin();
  });
  while (run.left > 0) {
    try {
      goOn();
    } catch (givenUp) {
      run.abandon();
      throw givenUp;
    }
    const hasRun = await beside(() => run.step()).then(
      () => true,
      () => false,
    );
    if (!hasRun) return null;
  }
  return beside(() => run.finish().read());
}
