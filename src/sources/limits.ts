/**
 * How large a model from outside may be, checked before anything of that size is made. The largest models that
 * browsers run have some 5 000 nodes, 2 MB of description and 400 MB of weights.
 */

/** Files that are looked at in one go. */
export const MAX_FILES = 4096;
/** Of one description; twenty times the largest that is known. */
export const MAX_DESCRIPTION_BYTES = 64 * 2 ** 20;
/** Documents that are opened to see whether they describe a model. */
export const MAX_DOCUMENTS = 64;
/** Of all of them together. */
export const MAX_DOCUMENT_BYTES = 2 * MAX_DESCRIPTION_BYTES;
/** Objects and arrays within one another; Keras models within models take about ten a level. */
export const MAX_JSON_DEPTH = 64;
/** Values in one document: some 500 MB once parsed. */
export const MAX_JSON_VALUES = 5_000_000;
export const MAX_SHARDS = 512;
export const MAX_WEIGHTS = 20_000;
export const MAX_NODES = 100_000;
/** A tensor of more numbers cannot be addressed by any backend. */
export const MAX_TENSOR_NUMBERS = 2 ** 31 - 1;
/** As stored; they stand in one buffer while the model is built. */
export const MAX_WEIGHT_BYTES = 1.5e9;
/** As TensorFlow.js holds them: what is quantised grows up to four times. */
export const MAX_DECODED_BYTES = 3e9;
/** Outputs of one inference. */
export const MAX_OUTPUTS = 64;
/** Inputs that can be chosen for, as the settings' schema bounds them. */
export const MAX_INPUTS = 16;
export const MAX_NAME_LENGTH = 200;
