import { RexError } from '../../../kernel/errors.ts';

/** @throws RexError CONFIG_INVALID for a vector of another length than those of the index */
export function fitting(vector: Float32Array, dimensions: number): number[] {
  if (vector.length !== dimensions)
    throw new RexError(
      'CONFIG_INVALID',
      `The embedding model gives ${vector.length} numbers, and the index takes ${dimensions}: deploy with -c knowledgeDimensions=${vector.length}.`,
    );
  return [...vector];
}
