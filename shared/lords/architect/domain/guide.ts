import {
  type Proportion,
  twoProportionZTest,
  wilsonInterval,
} from '../../../experiments/domain/proportions.ts';
import type { GuildDetail } from '../../../guilds/contract/guilds.ts';
import type { Guidance } from '../contract/schemas.ts';

const ALPHA = 0.05;
/** So much of what was approved may have been changed for trust to be advised. */
const UNCHANGED = 0.9;

type Item = Guidance['items'][number];

const failedOf = (guilds: readonly GuildDetail[]): Proportion => {
  const sum = (of: (guild: GuildDetail) => number): number =>
    guilds.reduce((total, each) => total + of(each), 0);
  const failed = sum(({ performance }) => performance.tasks.failed);
  return { successes: failed, trials: failed + sum(({ performance }) => performance.tasks.done) };
};

/** What the figures of a guild ask for, beside those of the others. */
export function guide(guild: GuildDetail, others: readonly GuildDetail[]): Omit<Guidance, 'since'> {
  const [failed, failedOfOthers] = [failedOf([guild]), failedOf(others)];
  const { tasks } = guild.performance;
  return {
    guild: guild.name,
    failed: { ...failed, ...wilsonInterval(failed) },
    failedOfOthers: { ...failedOfOthers, ...wilsonInterval(failedOfOthers) },
    medianMinutes: tasks.medianMinutes,
    open: tasks.open,
    items: RULES.flatMap((rule) => rule(guild, failed, failedOfOthers) ?? []),
  };
}

type Rule = (guild: GuildDetail, failed: Proportion, ofOthers: Proportion) => Item | undefined;

const RULES: readonly Rule[] = [
  (_, failed, ofOthers) => {
    const { z, p } = twoProportionZTest(failed, ofOthers);
    return z <= 0 || p > ALPHA
      ? undefined
      : {
          says: 'Look at what its failed tasks have in common before it gets more of them.',
          basis: `${of(failed)} of its tasks failed, and ${of(ofOthers)} of those of the other guilds (z test, p = ${p.toPrecision(2)}).`,
        };
  },
  ({ resources: { runsADay, runsToday } }) =>
    runsToday < runsADay
      ? undefined
      : {
          says: 'Raise its runs of a day, or give it less.',
          basis: `It has done ${runsToday} of ${runsADay} runs today.`,
        },
  ({ performance: { tasks } }) => {
    const { approved, approvedUnchanged } = tasks;
    const { low } = wilsonInterval({ successes: approvedUnchanged, trials: approved });
    return low < UNCHANGED
      ? undefined
      : {
          says: 'Let what it does run without asking, by the policy of the workspace.',
          basis: `${approvedUnchanged} of ${approved} approved tasks were left as they were: at least ${(low * 100).toFixed(0)} % are, with 95 % confidence.`,
        };
  },
  ({ performance: { tasks } }) =>
    tasks.undone === 0
      ? undefined
      : { says: 'Let a person look at what was undone.', basis: `${tasks.undone} of its tasks were undone.` },
  ({ people, performance: { tasks } }) =>
    people.length > 0 || tasks.open === 0
      ? undefined
      : {
          says: 'Give it a person who decides.',
          basis: `${tasks.open} of its tasks are open, and nobody belongs to it.`,
        },
];

const of = ({ successes, trials }: Proportion): string => `${successes} of ${trials}`;

/** Whether a guild fails more or less than it did when it was guided. */
export function sinceThen(
  then: Proportion,
  now: Proportion,
): { readonly held: boolean | null; readonly says: string } {
  const { z, p } = twoProportionZTest(now, then);
  const change = p > ALPHA ? 'no clear change' : z > 0 ? 'more than before' : 'fewer than before';
  const says = `${of(now)} of its tasks failed, after ${of(then)}: ${change}.`;
  return { held: now.trials === 0 ? null : p > ALPHA || z < 0, says };
}
