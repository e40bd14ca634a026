import {
  fromMillionths,
  overBudget,
  type Risk,
  type RiskScope,
  riskOf,
} from '../../../domains/domain/risk-budget.ts';
import { nextUtcDay } from '../../../kernel/clock.ts';
import { type Guard, pass, type SendContext, wait } from './guard.ts';

/** What the e-mails of a day are expected to cost a domain of its good name: one budget for all missions that send from it. */
export const riskBudgetLeft: Guard<Pick<SendContext, 'domain' | 'risk' | 'now'>> = {
  code: 'RISK_BUDGET',
  channels: ['email'],
  check: ({ domain, risk: { provider, expected, budget, risked }, now }) => {
    const drawn = riskOf([{ provider, risk: expected }]);
    const name = domain?.domain ?? 'The domain';
    const over = overBudget(drawn, risked, budget);
    if (over) {
      const { plural, setting } = WORDS[over.kind];
      return wait(
        `${name} has spent ${amount(risked[over.scope][over.kind])} of the ${amount(budget[over.scope][over.kind])} ${plural} that it may expect today ${whereOf(over.scope)}; this e-mail would add ${amount(expected[over.kind])}.`,
        nextUtcDay(now),
        `Wait for the next day, add a domain, have addresses verified, or raise \`${setting}\` in the settings.`,
      );
    }
    return pass(
      `${name} has spent ${amount(risked.all.bounce)} of the ${amount(budget.all.bounce)} bounces that it may expect today; this e-mail adds ${amount(expected.bounce)}.`,
    );
  },
};

const WORDS: Readonly<Record<keyof Risk, { plural: string; setting: string }>> = {
  bounce: { plural: 'bounces', setting: 'rules.pauseBounceRate' },
  complaint: { plural: 'complaints', setting: 'rules.pauseComplaintRate' },
};

const whereOf = (scope: RiskScope): string =>
  scope === 'all'
    ? 'at all mailbox providers together'
    : `at ${scope === 'other' ? 'all but the large mailbox providers' : scope}`;

/** A number of bounces or complaints, or a probability. */
const amount = (millionths: number): string => String(Number(fromMillionths(millionths).toPrecision(3)));
