import { mean } from './quantiles.ts';

/** Scores of the same cases by several models, and which cases were positive. */
interface Judged {
  readonly scores: readonly (readonly number[])[];
  readonly positive: readonly boolean[];
}

export interface RocComparison {
  readonly auc: readonly number[];
  /** Covariance matrix of the areas. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Areas under the ROC curve with their covariance, by DeLong, DeLong and Clarke-Pearson (1988) from mid-ranks (Sun
 * and Xu 2014). Undefined with fewer than two cases of either kind.
 */
export function compareRoc({ scores, positive }: Judged): RocComparison | undefined {
  const yes = positive.flatMap((is, i) => (is ? [i] : []));
  const no = positive.flatMap((is, i) => (is ? [] : [i]));
  if (yes.length < 2 || no.length < 2) return undefined;
  const judges = scores.map((of) => {
    const all = midRanks([...yes, ...no].map((i) => of[i] ?? 0));
    const inYes = midRanks(yes.map((i) => of[i] ?? 0));
    const inNo = midRanks(no.map((i) => of[i] ?? 0));
    return {
      yes: yes.map((_, k) => ((all[k] ?? 0) - (inYes[k] ?? 0)) / no.length),
      no: no.map((_, k) => 1 - ((all[yes.length + k] ?? 0) - (inNo[k] ?? 0)) / yes.length),
    };
  });
  return {
    auc: judges.map((judge) => mean(judge.yes)),
    covariance: judges.map((a) =>
      judges.map((b) => covariance(a.yes, b.yes) / yes.length + covariance(a.no, b.no) / no.length),
    ),
  };
}

function midRanks(values: readonly number[]): number[] {
  const sorted = new Float64Array(values).sort();
  const rankOf = new Map<number, number>();
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end] === sorted[start]) end += 1;
    rankOf.set(sorted[start] ?? 0, (start + 1 + end) / 2);
    start = end;
  }
  return values.map((value) => rankOf.get(value) ?? 0);
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [ofA, ofB] = [mean(a), mean(b)];
  return a.reduce((sum, each, i) => sum + (each - ofA) * ((b[i] ?? ofB) - ofB), 0) / (a.length - 1);
}
