import type { z } from 'zod';
import type { MissionReport, recommendationSchema } from '../../contracts/mission.ts';

type Recommendation = z.infer<typeof recommendationSchema>;

interface RecommendationRule {
  readonly kind: Recommendation['kind'];
  readonly recommend: (report: MissionReport) => Omit<Recommendation, 'kind'> | undefined;
}

/** Mailbox providers and SES review senders above these (bounces 5 %, complaints 0.1 %); warn well before. */
const BOUNCE_WARNING = 0.02;
const COMPLAINT_WARNING = 0.0005;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const RULES: readonly RecommendationRule[] = [
  {
    kind: 'deliverability',
    recommend: ({ messages: { sent, bounced, complained } }) => {
      if (sent === 0) return undefined;
      const bounces = bounced / sent;
      const complaints = complained / sent;
      if (bounces < BOUNCE_WARNING && complaints < COMPLAINT_WARNING) return undefined;
      return {
        sentence:
          'Verify the addresses of this list before mailing it again, and send less per day until bounces fall.',
        evidence: `${bounced} of ${sent} messages bounced (${percent(bounces)}), ${complained} were complained about.`,
      };
    },
  },
  {
    kind: 'content',
    recommend: ({ ab }) => {
      const [a, b] = ab?.variants ?? [];
      if (!ab || !a || !b) return undefined;
      const evidence = `Replies: A ${a.replied.count} of ${a.leads}, B ${b.replied.count} of ${b.leads}; anytime-valid p = ${ab.anytimePValue?.toFixed(3) ?? 'unknown'}.`;
      return ab.verdict === 'no decision yet'
        ? { sentence: 'Keep both variants: the difference could still be chance.', evidence }
        : { sentence: `Use variant ${ab.verdict.slice(0, 1)} from now on.`, evidence };
    },
  },
  {
    kind: 'audience',
    recommend: ({ incremental, audience }) => {
      if (!incremental || incremental.lift95 === null) return undefined;
      const { low, high } = incremental.lift95;
      if (high < 0)
        return {
          sentence: 'Stop mailing this audience: it bought less than those left alone.',
          evidence: incremental.sentence,
        };
      if (low > 0)
        return {
          sentence: 'Widen the audience: what was sent brought purchases that would not have come.',
          evidence: incremental.sentence,
        };
      return {
        sentence: `Keep the holdout (${audience.holdout} leads) and repeat: the effect on purchases cannot be told from none yet.`,
        evidence: incremental.sentence,
      };
    },
  },
];

/** Up to one recommendation of each kind, each with the numbers it rests on. */
export const recommend = (report: MissionReport): Recommendation[] =>
  RULES.flatMap(({ kind, recommend: rule }) => {
    const found = rule(report);
    return found ? [{ kind, ...found }] : [];
  });
