import { checkAmount } from './check-amount.ts';

const MOST_ROUNDS = 20_000;
const CLOSE = 1e-10;

/**
 * Shares of several divisible goods by which the product of what they are worth to the parties is largest (the maximum of Nash
 * welfare): nobody envies anybody, and no other division is better for one and worse for none. Each party has the same right. By
 * proportional response (Wu and Zhang 2007; Zhang 2011, "Proportional response dynamics in the Fisher market").
 * @param values `values[i][j]` is what all of good j is worth to party i, 0 or more
 * @throws RexError VALIDATION_FAILED for what is no amount
 * @returns `shares[i][j]` between 0 and 1; a good that nobody values goes to nobody
 */
export function nashShares(values: readonly (readonly number[])[]): number[][] {
  for (const [party, row] of values.entries())
    for (const [good, value] of row.entries()) checkAmount(`values.${party}.${good}`, value);
  const goods = Math.max(0, ...values.map(({ length }) => length));
  const valued = values.map((row) => Array.from({ length: goods }, (_, good) => row[good] ?? 0));
  let bids = valued.map((row) => normalised(row));
  let shares = sharesOf(bids, goods);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    bids = valued.map((row, party) =>
      normalised(row.map((value, good) => value * (shares[party]?.[good] ?? 0))),
    );
    const next = sharesOf(bids, goods);
    const moved = Math.max(
      0,
      ...next.flatMap((row, party) => row.map((each, good) => Math.abs(each - (shares[party]?.[good] ?? 0)))),
    );
    shares = next;
    if (moved < CLOSE) break;
  }
  return shares;
}

/** To a sum of 1; all 0 where there is nothing. */
function normalised(row: readonly number[]): number[] {
  const all = row.reduce((sum, each) => sum + each, 0);
  return row.map((each) => (all === 0 ? 0 : each / all));
}

function sharesOf(bids: readonly (readonly number[])[], goods: number): number[][] {
  const prices = Array.from({ length: goods }, (_, good) =>
    bids.reduce((sum, row) => sum + (row[good] ?? 0), 0),
  );
  return bids.map((row) =>
    row.map((bid, good) => ((prices[good] ?? 0) === 0 ? 0 : bid / (prices[good] ?? 1))),
  );
}
