import { newcombeInterval, type Proportion, rateOf } from '../../../experiments/domain/proportions.ts';
import type { Work } from '../../../seats/domain/work.ts';
import { betaCdf, betaQuantile } from '../../../statistics/domain/beta-function.ts';
import type { Learning, Synthesis } from '../contract/schemas.ts';

/** A learning as a work of the seat. */
export interface Known extends Pick<Work, 'id' | 'state' | 'createdAt'> {
  readonly result: Learning;
}

type Share = Synthesis['share'];

/** Jeffreys 1946: half a case for, and half a case against. */
const PRIOR = 0.5;
const LEVEL = 0.95;
const HALF = 0.5;

export const knownOf = ({ id, state, createdAt, result }: Work): Known => ({
  id,
  state,
  createdAt,
  result: result as unknown as Learning,
});

/** The cases of all of these. A contradicted learning counts like any other: the cases decide. */
export const countsOf = (learnings: readonly Known[]): Proportion =>
  learnings.reduce(
    (sum, { result: { counts } }) => ({
      successes: sum.successes + counts.successes,
      trials: sum.trials + counts.trials,
    }),
    { successes: 0, trials: 0 },
  );

const shapeOf = ({ successes, trials }: Proportion): [number, number] => [
  successes + PRIOR,
  trials - successes + PRIOR,
];

/** Mean and equal-tailed interval of the posterior. */
export function shareOf(counts: Proportion): Share {
  const [a, b] = shapeOf(counts);
  return {
    value: a / (a + b),
    low: betaQuantile((1 - LEVEL) / 2, a, b),
    high: betaQuantile((1 + LEVEL) / 2, a, b),
  };
}

/** How likely it is that more than half of all cases bear it out. */
export const likelyMost = (counts: Proportion): number => 1 - betaCdf(HALF, ...shapeOf(counts));

/** The newer half of the learnings against the older one; undefined with fewer than two. */
export function trendOf(learnings: readonly Known[]): NonNullable<Synthesis['trend']> | undefined {
  if (learnings.length < 2) return undefined;
  const inTime = learnings.toSorted((a, b) => (at(a) < at(b) ? -1 : 1));
  const middle = Math.floor(inTime.length / 2);
  const [before, after] = [countsOf(inTime.slice(0, middle)), countsOf(inTime.slice(middle))];
  return {
    before: shareOf(before),
    after: shareOf(after),
    difference: { value: rateOf(after) - rateOf(before), ...newcombeInterval(after, before) },
  };
}

const at = ({ createdAt, id }: Known): string => `${createdAt} ${id}`;

/** Which side a learning is on: what most of its cases say. */
const isFor = ({ result: { counts } }: Known): boolean => rateOf(counts) >= HALF;

/** Learnings of both sides, and those that name each other. Shown, and not averaged away. */
export function contradictionsOf(learnings: readonly Known[]): Synthesis['contradictions'] {
  const named = learnings.flatMap(({ id, result: { contradicts } }) =>
    contradicts !== null && learnings.some((other) => other.id === contradicts)
      ? [{ for: [contradicts], against: [id], says: `${id} says the opposite of ${contradicts}.` }]
      : [],
  );
  const [bear, deny] = [learnings.filter(isFor), learnings.filter((each) => !isFor(each))];
  const sides = { for: bear.map(({ id }) => id), against: deny.map(({ id }) => id) };
  return bear.length === 0 || deny.length === 0
    ? named
    : [{ ...sides, says: `${bear.length} learnings bear it out, and ${deny.length} deny it.` }, ...named];
}
