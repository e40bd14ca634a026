import type { Trend } from '../../analytics/contract/view.ts';
import type { Channel } from '../../channels/contract/channels.ts';
import { VARIANTS } from '../../experiments/contract/variants.ts';
import { anytimeTest } from '../../experiments/domain/anytime.ts';
import { type Proportion, rateOf, wilsonInterval } from '../../experiments/domain/proportions.ts';
import type { MissionReport } from '../../missions/contract/mission.ts';
import type { Finding } from '../../recommendations/domain/recommendation.ts';
import { bestHour, type EngagementHours, openHours } from '../../sending/domain/send-time.ts';
import type { Change } from '../../workspaces/contract/setting-change.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';

/** What recommendations are made of: results of one mission or of many, and what the workspace knows and wants. */
export interface Facts {
  readonly settings: Settings;
  /** Of messages. */
  readonly counts: Readonly<Record<'sent' | 'bounced' | 'complained' | 'unsubscribed' | 'replied', number>>;
  /** The most that was sent on one day of the last month. */
  readonly busiestDay: number;
  readonly trends: readonly Trend[];
  /** Answers by variant, of all who were assigned to it. */
  readonly variants: Readonly<Record<(typeof VARIANTS)[number], Proportion>>;
  /** Of one mission: results against the same holdout are not independent, so they are not added up. */
  readonly incremental?: Pick<MissionReport, 'incremental' | 'audience'>;
  readonly hours: EngagementHours | undefined;
}

interface RecommendationRule {
  readonly kind: Finding['kind'];
  readonly cause: string;
  readonly recommend: (facts: Facts) => Pick<Finding, 'sentence' | 'evidence' | 'change'> | undefined;
}

/** Mailbox providers and SES review senders above these (bounces 5 %, complaints 0.1 %); warn well before. */
const BOUNCE_WARNING = 0.02;
const COMPLAINT_WARNING = 0.0005;
const UNSUBSCRIBE_WARNING = 0.01;
/** With fewer messages a day there is no campaign to judge, and bounces say little. */
const LEAST_BUDGET = 20;
const MOST_HOURS_BETWEEN = 14 * 24;
/** The fewest messages after which a channel is judged. */
const JUDGED_AFTER = 100;
const POOR_REPLIES = 0.01;
const POOR_REPLIES_AFTER = 500;
const EXPLORE_AGAIN = 0.1;

const RULES: readonly RecommendationRule[] = [
  {
    kind: 'deliverability',
    cause: 'bounces',
    recommend: ({ counts, settings: { dailyBudget }, busiestDay, trends }) => {
      const bounces = { successes: counts.bounced, trials: counts.sent };
      if (wilsonInterval(bounces).low <= BOUNCE_WARNING) return undefined;
      const half = Math.max(LEAST_BUDGET, Math.round(busiestDay / 2));
      const isLess = half < Math.min(dailyBudget, busiestDay);
      const verify = 'Verify the addresses of the list before mailing it again';
      return {
        sentence: isLess ? `${verify}, and send less a day until bounces fall.` : `${verify}.`,
        evidence: `${says(bounces)} messages bounced, more than ${percent(BOUNCE_WARNING)} beyond chance${rising(trends, 'bounceRate')}; the most on one day were ${busiestDay}.`,
        change: isLess
          ? { setting: 'dailyBudget', from: dailyBudget, to: half }
          : todo('Have the addresses verified, and import the list again without those that are dead.'),
      };
    },
  },
  {
    kind: 'deliverability',
    cause: 'complaints',
    recommend: ({ counts, settings: { frequencyCap }, trends }) => {
      const complaints = { successes: counts.complained, trials: counts.sent };
      if (wilsonInterval(complaints).low <= COMPLAINT_WARNING) return undefined;
      const from = frequencyCap.minHoursBetween;
      const to = Math.min(MOST_HOURS_BETWEEN, Math.max(24, 2 * from));
      return {
        sentence: 'Write to the same people less often: too many say that it is spam.',
        evidence: `${says(complaints)} messages were complained about, more than ${percent(COMPLAINT_WARNING)} beyond chance${rising(trends, 'complaintRate')}; there are at least ${from} hours between two.`,
        change:
          to > from
            ? { setting: 'frequencyCap.minHoursBetween', from, to }
            : todo('Say more plainly in the messages why people get them, and how to stop them.'),
      };
    },
  },
  {
    kind: 'audience',
    cause: 'unsubscribes',
    recommend: ({ counts, settings: { requireConsent } }) => {
      const unsubscribes = { successes: counts.unsubscribed, trials: counts.sent };
      if (wilsonInterval(unsubscribes).low <= UNSUBSCRIBE_WARNING) return undefined;
      const evidence = `${says(unsubscribes)} messages were answered by unsubscribing, more than ${percent(UNSUBSCRIBE_WARNING)} beyond chance.`;
      return requireConsent
        ? {
            sentence: 'Write to a narrower audience: too many of these do not want to be written to.',
            evidence,
            change: todo(
              'Name a segment when you create a campaign; "rex icp show" says which are to be written to first.',
            ),
          }
        : {
            sentence: 'Write only to those who have agreed to it: too many of the others do not want it.',
            evidence,
            change: { setting: 'requireConsent', from: false, to: true },
          };
    },
  },
  {
    kind: 'audience',
    cause: 'incremental',
    recommend: ({ incremental: { incremental, audience } = { incremental: null } }) => {
      if (!incremental || incremental.lift95 === null) return undefined;
      const { low, high } = incremental.lift95;
      const evidence = incremental.sentence;
      if (high < 0) {
        return {
          sentence: 'Stop mailing this audience: it bought less than those left alone.',
          evidence,
          change: todo('Create no more missions for leads like these, or write them something else.'),
        };
      }
      if (low > 0) {
        return {
          sentence: 'Widen the audience: what was sent brought purchases that would not have come.',
          evidence,
          change: todo('Create the next mission with a lower minimum score, or with more leads at most.'),
        };
      }
      return {
        sentence: `Keep the holdout (${audience?.holdout ?? 0} leads) and repeat: the effect on purchases cannot be told from none yet.`,
        evidence,
        change: todo('Create the next mission with the same holdout.'),
      };
    },
  },
  {
    kind: 'content',
    cause: 'variants',
    recommend: ({ variants: { A, B }, settings }) => {
      if (A.trials === 0 || B.trials === 0) return undefined;
      const { verdict, pValue } = anytimeTest(A, B);
      const evidence = `Replies: A ${A.successes} of ${A.trials}, B ${B.successes} of ${B.trials}; anytime-valid p = ${pValue.toFixed(3)}.`;
      const better = VARIANTS.find((variant) => verdict.startsWith(variant));
      const from = settings.variants;
      if (better === undefined) {
        return {
          sentence: 'Keep both variants: the difference could still be chance.',
          evidence,
          change: todo('Send both to more leads before you choose one.'),
        };
      }
      if (from.every((variant) => variant === better)) return undefined;
      return {
        sentence: `Use variant ${better} from now on.`,
        evidence,
        change: { setting: 'variants', from, to: [better] },
      };
    },
  },
  {
    kind: 'timing',
    cause: 'send-hour',
    recommend: ({ hours, settings }) => {
      const open = openHours(settings);
      const best = hours && !settings.sendTime.optimise ? bestHour(hours, open) : undefined;
      if (!hours || best === undefined) return undefined;
      const all = open.map((hour) => engagedAt(hours, hour));
      const overall = {
        successes: all.reduce((sum, { successes }) => sum + successes, 0),
        trials: all.reduce((sum, { trials }) => sum + trials, 0),
      };
      return {
        sentence: `Send at the hour that is answered best, which is ${best} o'clock where the recipient lives.`,
        evidence: `${says(engagedAt(hours, best))} e-mails of that hour were opened, clicked or answered, of all hours ${says(overall)}.`,
        change: { setting: 'sendTime.optimise', from: false, to: true },
      };
    },
  },
  {
    kind: 'timing',
    cause: 'exploration',
    recommend: ({ hours, settings }) => {
      const { optimise, explore } = settings.sendTime;
      const open = openHours(settings);
      if (!hours || !optimise || explore > 0 || open.length < 2) return undefined;
      const tried = open.filter((hour) => engagedAt(hours, hour).trials >= JUDGED_AFTER);
      const sent = open.reduce((sum, hour) => sum + engagedAt(hours, hour).trials, 0);
      if (sent < JUDGED_AFTER || tried.length === open.length) return undefined;
      return {
        sentence:
          'Try other hours of the day for a share of the messages: what is never tried is never learned.',
        evidence: `Of ${open.length} hours of the window ${tried.length} have the ${JUDGED_AFTER} e-mails that it takes to judge one, after ${sent} e-mails.`,
        change: { setting: 'sendTime.explore', from: explore, to: EXPLORE_AGAIN },
      };
    },
  },
  {
    kind: 'channel',
    cause: 'replies',
    recommend: ({ hours, settings: { channels } }) => {
      const of = (channel: Channel): Proportion => {
        const { sent = 0, replied = 0 } = hours?.channels[channel] ?? {};
        return { successes: replied, trials: sent };
      };
      const email = of('email');
      const from = channels.steps;
      const others = [...new Set(from.flat())].filter(
        (channel) => channel !== 'email' && of(channel).trials >= JUDGED_AFTER,
      );
      const compared = (channel: Channel) =>
        `${says(of(channel))} messages by ${channel} were answered, by e-mail ${says(email)}.`;
      const worse = others.find((channel) => wilsonInterval(of(channel)).high < wilsonInterval(email).low);
      if (worse !== undefined) {
        const to = from.map((step) => {
          const left = step.filter((channel) => channel !== worse);
          return left.length > 0 ? left : ['email' as const];
        });
        return {
          sentence: `Use ${worse} no more: it is answered less than e-mail, and costs more.`,
          evidence: compared(worse),
          change: { setting: 'channels.steps', from, to },
        };
      }
      const better = others.find((channel) => wilsonInterval(of(channel)).low > wilsonInterval(email).high);
      if (better !== undefined) {
        const to = from.map((step) => [better, ...step.filter((channel) => channel !== better)]);
        if (JSON.stringify(to) === JSON.stringify(from)) return undefined;
        return {
          sentence: `Try ${better} first in every step: it is answered more than e-mail.`,
          evidence: compared(better),
          change: { setting: 'channels.steps', from, to },
        };
      }
      const onlyEmail = from.flat().every((channel) => channel === 'email');
      if (!onlyEmail || email.trials < POOR_REPLIES_AFTER || wilsonInterval(email).high >= POOR_REPLIES) {
        return undefined;
      }
      return {
        sentence: 'Let a later step go by another channel: e-mail is hardly answered.',
        evidence: `${says(email)} e-mails were answered, fewer than ${percent(POOR_REPLIES)} beyond chance.`,
        change: todo(
          'Name SMS, WhatsApp or LinkedIn for a later step in the settings ("channels.steps"); the first two need a number.',
        ),
      };
    },
  },
];

/** AnalyticsAgent: what should be changed, each with the numbers it rests on. At most one of each cause. */
export const recommend = (facts: Facts): Finding[] =>
  RULES.flatMap(({ kind, cause, recommend: rule }) => {
    const found = rule(facts);
    return found ? [{ kind, cause, ...found }] : [];
  });

const todo = (text: string): Change => ({ setting: 'none', todo: text });

const engagedAt = ({ sent, engaged }: EngagementHours, hour: number): Proportion => ({
  successes: engaged[hour] ?? 0,
  trials: sent[hour] ?? 0,
});

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

const says = (of: Proportion): string => `${of.successes} of ${of.trials} (${percent(rateOf(of))})`;

const rising = (trends: readonly Trend[], metric: string): string =>
  trends.some((trend) => trend.metric === metric && trend.direction === 'rising')
    ? ', and the share is rising'
    : '';
