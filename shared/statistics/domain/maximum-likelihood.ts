import { type Evaluation, minimise } from './bfgs.ts';

/**
 * The positive parameters of the largest likelihood. `logLikelihood` gives its value and its derivatives by each parameter;
 * `observations` scales it. Where a parameter has no maximum, it ends near `lnBound` from 1, in ln.
 */
export function maximiseLikelihood({
  logLikelihood,
  start,
  observations,
  lnBound,
}: {
  readonly logLikelihood: (parameters: readonly number[]) => Evaluation;
  readonly start: readonly number[];
  readonly observations: number;
  readonly lnBound: number;
}): number[] {
  const { point } = minimise((logs) => {
    const parameters = logs.map(Math.exp);
    const { value, gradient } = logLikelihood(parameters);
    const beyond = logs.map((each) => Math.sign(each) * Math.max(0, Math.abs(each) - lnBound));
    return {
      value: -value / observations + beyond.reduce((sum, each) => sum + each ** 2, 0),
      gradient: parameters.map(
        (each, i) => (-each * (gradient[i] ?? 0)) / observations + 2 * (beyond[i] ?? 0),
      ),
    };
  }, start.map(Math.log));
  return point.map(Math.exp);
}
