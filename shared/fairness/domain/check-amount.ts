import { RexError } from '../../kernel/errors.ts';

/** Sums of larger ones may be no numbers any more. */
const LARGEST = 1e100;

/** @throws RexError VALIDATION_FAILED */
export function checkAmount(path: string, amount: number): void {
  if (amount >= 0 && amount <= LARGEST) return;
  const message = `is ${amount}: an amount of 0 or more is needed.`;
  throw new RexError('VALIDATION_FAILED', `${path} ${message}`, { fields: [{ path, message }] });
}
