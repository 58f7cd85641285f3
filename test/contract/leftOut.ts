/** What the vendors document and the nodes leave out, each with its reason. */

/** By node and `operationId`. */
export const LEFT_OUT_CALLS: Record<string, Record<string, string>> = {};

/** By `operationId` and property. */
export const LEFT_OUT_PROPERTIES: Record<string, Record<string, string>> = {};

/** Fields that are required although the vendor does not say so, by operation. */
export const STRICTER: Record<string, string[]> = {};

/** Operations with more than one write, which say what is there when the second fails. */
export const TWO_WRITES: Record<string, string> = {};
