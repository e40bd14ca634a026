/**
 * Jain's index (Jain, Chiu and Hawe 1984, DEC-TR-301): 1 where all have the same, 1/n where one has all. Undefined where nobody has
 * anything.
 */
export function jainIndex(shares: readonly number[]): number | undefined {
  const all = shares.reduce((sum, each) => sum + each, 0);
  const squares = shares.reduce((sum, each) => sum + each * each, 0);
  // Rounding may lead a little above 1.
  return squares === 0 ? undefined : Math.min(1, (all * all) / (shares.length * squares));
}

/** How much more each party would value what another one has, at most; 0: they envy nobody. `values[i][j]` is what all of j is to i. */
export function envyOf(
  values: readonly (readonly number[])[],
  shares: readonly (readonly number[])[],
): number[] {
  const worth = (party: number, bundle: readonly number[]): number =>
    bundle.reduce((sum, share, good) => sum + share * (values[party]?.[good] ?? 0), 0);
  return shares.map((own, party) =>
    Math.max(0, ...shares.map((theirs) => worth(party, theirs) - worth(party, own))),
  );
}
