/** Why a network cannot be captured. It says what stood in the way, not what to do about it. */

/**
 * `readback`: it needs a value on the CPU in mid-run. `control-flow`: it runs asynchronously. `in-place`: it writes to a
 * constant or a weight. `command`: it uses a part of WebGPU that is not replayed. `memory`: its buffers could not be had.
 * `refused`: the device refused a command. `leak`: a tensor of the run is still held after it. `differs`: replayed outputs are
 * not those of the eager run.
 */
export type Hindrance =
  | 'readback'
  | 'control-flow'
  | 'in-place'
  | 'command'
  | 'memory'
  | 'refused'
  | 'leak'
  | 'differs';

export class NotRecordable extends Error {
  override readonly name = 'NotRecordable';

  /** @param message a sentence. */
  constructor(
    readonly hindrance: Hindrance,
    message: string,
  ) {
    super(message);
  }
}
