import { envyOf, jainIndex } from '../../../fairness/domain/measures.ts';
import type { Option } from '../contract/schemas.ts';

/**
 * Scores a division. `worths[i][j]` is what i would have if it had what j has, as a part of what i claims; what i has is
 * `worths[i][i]`.
 */
export function scoreOf(
  worths: readonly (readonly number[])[],
): Pick<Option, 'fairness' | 'fairnessBasis' | 'envy'> & { readonly satisfactions: number[] } {
  const satisfactions = worths.map((row, party) => row[party] ?? 0);
  const each = worths.map((_, party) => worths.map((__, other) => (other === party ? 1 : 0)));
  return {
    satisfactions,
    fairness: jainIndex(satisfactions) ?? null,
    fairnessBasis: "Jain's index of what each gets, as a part of what it claims (1984)",
    envy: Math.max(0, ...envyOf(worths, each)),
  };
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
