/**
 * Keeps equal weights of an executor's models once. TensorFlow.js counts who uses a tensor's data and frees it with the last;
 * here is known which tensors are equal, and who has them. It must not know models, files or hashes.
 */
import * as tf from '@tensorflow/tfjs';

/** Tensors of one key, all on the same data. */
type Holders = Set<tf.Tensor>;

export class WeightStore {
  readonly #holders = new Map<string, Holders>();

  /** Opens an account for a model. */
  lease(): WeightLease {
    return new WeightLease(this.#holders);
  }

  /**
   * Σ bytes × (users − 1) over what is kept, a model that has a weight twice being two users. TensorFlow.js counts every
   * tensor as if it had data of its own: what is really there is `tf.memory().numBytes` less this.
   */
  get sharedBytes(): number {
    let sum = 0;
    for (const [tensor, ...others] of this.#holders.values())
      if (tensor !== undefined) sum += bytesOf(tensor) * others.length;
    return sum;
  }

  /** Different weights that are kept. */
  get size(): number {
    return this.#holders.size;
  }
}

/** What one model has in the store. Its tensors are disposed by whoever disposes the model, after `release`. */
export class WeightLease {
  readonly #mine: (readonly [string, tf.Tensor])[] = [];

  constructor(private readonly holders: Map<string, Holders>) {}

  /** A tensor on the data that is kept under this key, which the caller owns; null when there is none. */
  take(key: string): tf.Tensor | null {
    const [held] = this.holders.get(key) ?? [];
    return held === undefined ? null : this.#hold(key, onSameData(held));
  }

  /**
   * Puts a weight under its key. Where an equal one is kept it takes that one's data and its own is freed, before any kernel
   * could have put it on the GPU.
   *
   * @returns the tensor to use: a variable itself, in place of a tensor perhaps another.
   */
  adopt(key: string, own: tf.Tensor): tf.Tensor {
    const [held] = this.holders.get(key) ?? [];
    if (held === undefined) return this.#hold(key, own);
    if (own instanceof tf.Variable) {
      own.assign(held);
      return this.#hold(key, own);
    }
    own.dispose();
    return this.#hold(key, onSameData(held));
  }

  /** Nobody shares with this model from now on; those who do keep the data. */
  release(): void {
    for (const [key, tensor] of this.#mine.splice(0)) {
      const holders = this.holders.get(key);
      holders?.delete(tensor);
      if (holders?.size === 0) this.holders.delete(key);
    }
  }

  #hold(key: string, tensor: tf.Tensor): tf.Tensor {
    const holders: Holders = this.holders.get(key) ?? new Set();
    this.holders.set(key, holders.add(tensor));
    this.#mine.push([key, tensor]);
    return tensor;
  }
}

/** Not `clone`, which copies on WASM: a reshape shares on every backend, and counts one user more. */
const onSameData = (tensor: tf.Tensor): tf.Tensor => tf.keep(tf.reshape(tensor, tensor.shape));

const bytesOf = ({ size, dtype }: tf.Tensor): number => size * tf.util.bytesPerElement(dtype);
