import {
  newcombeInterval,
  type Proportion,
  rateOf,
  twoProportionZTest,
} from '../../../experiments/domain/proportions.ts';
import { holm } from '../../../statistics/domain/multiple-tests.ts';
import type { Decision, FairnessReport, Party } from '../contract/schemas.ts';

interface Outcome extends Pick<Party, 'kind' | 'group'> {
  readonly satisfaction: number;
  /** Whether it got a larger part of its claim than the parties of the decision in the mean. */
  readonly isFavoured: boolean;
}

const ALPHA = 0.05;
/** The normal test wants so many of each. */
const LEAST = 10;
const SLACK = 1e-9;

/** Who got which part of what they claimed, by the kind of party. */
export function fairnessOf(decisions: readonly Decision[]): FairnessReport['groups'] {
  const outcomes = decisions.flatMap(outcomesOf);
  const groups = [...Map.groupBy(outcomes, ({ kind, group }) => `${kind} ${group}`).values()];
  const compared = groups.map((own) => {
    const { kind, group } = own[0] as Outcome;
    const rest = outcomes.filter((each) => each.kind !== kind || each.group !== group);
    return { kind, group, own, favoured: proportionOf(own), others: proportionOf(rest) };
  });
  const pValues = holm(compared.map(({ favoured, others }) => twoProportionZTest(favoured, others).p));
  return compared.map(({ kind, group, own, favoured, others }, n) => {
    const pValue = pValues[n] ?? 1;
    const value = rateOf(favoured) - rateOf(others);
    const finding = findingOf({ favoured, others, value, pValue });
    return {
      kind,
      group,
      share: own.reduce((sum, { satisfaction }) => sum + satisfaction, 0) / own.length,
      favoured,
      others,
      difference: { value, ...newcombeInterval(favoured, others) },
      pValue,
      finding,
      says: sentence(group, favoured, others, finding),
    };
  });
}

function outcomesOf({ parties, option }: Decision): Outcome[] {
  const { shares } = option;
  const mean = shares.reduce((sum, { satisfaction }) => sum + satisfaction, 0) / shares.length;
  return shares.flatMap(({ party, satisfaction }) => {
    const known = parties.find(({ id }) => id === party);
    return known
      ? [{ kind: known.kind, group: known.group, satisfaction, isFavoured: satisfaction > mean + SLACK }]
      : [];
  });
}

const proportionOf = (outcomes: readonly Outcome[]): Proportion => ({
  successes: outcomes.filter(({ isFavoured }) => isFavoured).length,
  trials: outcomes.length,
});

const findingOf = ({
  favoured,
  others,
  value,
  pValue,
}: {
  readonly favoured: Proportion;
  readonly others: Proportion;
  readonly value: number;
  readonly pValue: number;
}): FairnessReport['groups'][number]['finding'] => {
  if (Math.min(favoured.trials, others.trials) < LEAST) return 'too_few';
  if (pValue > ALPHA) return 'no_clear_difference';
  return value > 0 ? 'favoured' : 'disfavoured';
};

const sentence = (group: string, own: Proportion, others: Proportion, finding: string): string => {
  const of = ({ successes, trials }: Proportion): string => `${successes} of ${trials}`;
  const numbers = `${group} got more than the mean in ${of(own)} decisions, others in ${of(others)}`;
  if (finding === 'too_few') return `${numbers}: too few to tell, ${LEAST} of each are needed.`;
  return finding === 'no_clear_difference'
    ? `${numbers}, which is no clear difference.`
    : `${numbers}: it is ${finding}.`;
};
