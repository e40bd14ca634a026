import type { DisputeOf, Option, Party } from '../contract/schemas.ts';
import { percent, scoreOf } from './score.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** By what an alternative can be the best. */
const RULES: readonly (readonly [name: string, of: (satisfactions: readonly number[]) => number])[] = [
  ['the largest product of what each gets (Nash 1950)', (each) => each.reduce((all, one) => all * one, 1)],
  ['the most for the one with the least (Rawls 1971)', (each) => Math.min(...each)],
  ['the largest sum', sum],
];

/** Each alternative, with the rules by which it is the best. What it is worth to a party is a part of that party's best one. */
export function chooseAlternative(
  { alternatives, values }: DisputeOf<'choice'>,
  parties: readonly Party[],
): Option[] {
  const satisfied = alternatives.map((_, n) =>
    values.map((row) => {
      const best = Math.max(...row);
      return best === 0 ? 1 : (row[n] ?? 0) / best;
    }),
  );
  return alternatives.map(({ name, todo }, n) => {
    const own = satisfied[n] ?? [];
    const bestBy = RULES.filter(([, of]) => satisfied.every((other) => of(own) >= of(other) - 1e-12));
    const { satisfactions, ...score } = scoreOf(own.map((each) => own.map(() => each)));
    return {
      key: name,
      method:
        bestBy.length === 0
          ? 'It is the best by none of the rules'
          : `It brings ${bestBy.map(([rule]) => rule).join(', and ')}`,
      shares: parties.map(({ id }, party) => ({
        party: id,
        share: name,
        satisfaction: satisfactions[party] ?? 0,
        givesUp:
          (satisfactions[party] ?? 0) < 1
            ? `${percent(1 - (satisfactions[party] ?? 0))} of what its best alternative is worth to it`
            : null,
      })),
      ...score,
      effects: [],
      todo: [todo ?? `See to it: ${name}.`],
    };
  });
}
