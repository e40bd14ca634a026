/**
 * Least squares of `values` on columns of regressors, by the normal equations and Cholesky's decomposition; undefined where the
 * columns say the same.
 */
export function leastSquares(
  columns: readonly (readonly number[])[],
  values: readonly number[],
): number[] | undefined {
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, each, n) => sum + each * (b[n] ?? 0), 0);
  const size = columns.length;
  const lower: number[][] = [];
  const right: number[] = [];
  for (const [i, column] of columns.entries()) {
    const row: number[] = [];
    for (let j = 0; j <= i; j++) {
      const before = dot(row, (lower[j] ?? []).slice(0, j));
      const left = dot(column, columns[j] ?? []) - (i === j ? dot(row, row) : before);
      if (i === j && left <= 1e-10 * dot(column, column)) return undefined;
      row.push(i === j ? Math.sqrt(left) : left / (lower[j]?.[j] ?? 1));
    }
    lower.push(row);
    right.push((dot(column, values) - dot(row.slice(0, i), right)) / (row[i] ?? 1));
  }
  const found = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    let rest = right[i] ?? 0;
    for (let j = i + 1; j < size; j++) rest -= (lower[j]?.[i] ?? 0) * (found[j] ?? 0);
    found[i] = rest / (lower[i]?.[i] ?? 1);
  }
  return found;
}
