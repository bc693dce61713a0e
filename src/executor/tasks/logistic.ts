/** Confidences and what networks return for them. Knows no network. */

/** A logit as a confidence, 0..1. */
export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** The logit of a confidence: a threshold in logits spares a sigmoid per anchor. */
export const logit = (confidence: number): number => Math.log(confidence / (1 - confidence));
