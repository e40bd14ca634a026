import { DAY } from '../../kernel/clock.ts';
import type { Consent } from '../../leads/domain/consent.ts';
import { logistic } from '../../statistics/domain/logistic-regression.ts';
import type { ContactFacts } from './contact-facts.ts';

/** What is known about a lead beside purchases. Dates after the as-of date are ignored. */
export interface EngagementFacts {
  /** When the lead first appeared at its source; not when it was imported here. */
  readonly leadSince?: Date | undefined;
  /** When somebody last wrote to or called the lead. */
  readonly lastContactedAt?: Date | undefined;
  /** When the lead last opened, clicked or replied. */
  readonly lastEngagedAt?: Date | undefined;
  readonly opens: number;
  readonly clicks: number;
  readonly replies: number;
  readonly consent: Consent;
}

interface EngagementContribution {
  readonly name: string;
  /** The measured value, in the unit that the sentence names. */
  readonly value: number;
  /** Added to the log-odds. */
  readonly logOdds: number;
  readonly sentence: string;
}

export interface EngagementScore {
  /** In [0, 1]. */
  readonly score: number;
  /** Log odds of the score: the base plus all contributions. */
  readonly logOdds: number;
  /** Weeks since the last sign of life from the lead; undefined when there is none on record. */
  readonly silentWeeks: number | undefined;
  readonly contributions: readonly EngagementContribution[];
}

interface Facts {
  readonly engagement: EngagementFacts;
  readonly contact: ContactFacts;
  readonly asOf: Date;
}

interface Term {
  readonly name: string;
  readonly weight: number;
  /** Undefined when unknown; then it contributes 0. */
  readonly measure: (facts: Facts) => number | undefined;
  /** Transforms the value to a scale on which equal steps have about equal effects. */
  readonly scale: (value: number) => number;
  readonly sentence: (value: number) => string;
}

/** Base log odds: a lead with an address and nothing else scores about one in ten. */
const BASE_LOG_ODDS = -2.2;

const WEEK = 7 * DAY;
const asIs = (value: number): number => value;
const flag = (holds: boolean): number => (holds ? 1 : 0);
const times = (value: number): string => (value === 1 ? 'once' : `${value} times`);
const weeks = (value: number): string => `${value.toFixed(1)} weeks ago`;

/**
 * The weights are judgement and not fitted: sources of leads differ, and a new workspace has no data to fit. What the lead did
 * has most weight (a reply more than a click, a click more than an open, which machines also cause), then how long ago it was,
 * and then how well the lead is known. Counts and ages enter by their logarithm.
 */
const TERMS: readonly Term[] = [
  {
    name: 'replies',
    weight: 1.2,
    measure: ({ engagement }) => engagement.replies,
    scale: Math.log1p,
    sentence: (value) => `Replied ${times(value)}.`,
  },
  {
    name: 'clicks',
    weight: 0.6,
    measure: ({ engagement }) => engagement.clicks,
    scale: Math.log1p,
    sentence: (value) => `Clicked ${times(value)}.`,
  },
  {
    name: 'opens',
    weight: 0.2,
    measure: ({ engagement }) => engagement.opens,
    scale: Math.log1p,
    sentence: (value) => `Opened ${times(value)}; machines open mail too, so this counts for little.`,
  },
  {
    name: 'last_engaged',
    weight: -0.3,
    measure: ({ engagement, asOf }) => weeksSince(engagement.lastEngagedAt, asOf),
    scale: Math.log1p,
    sentence: (value) => `Last opened, clicked or replied ${weeks(value)}.`,
  },
  {
    name: 'last_contacted',
    weight: -0.1,
    measure: ({ engagement, asOf }) => weeksSince(engagement.lastContactedAt, asOf),
    scale: Math.log1p,
    sentence: (value) => `Last contacted ${weeks(value)}.`,
  },
  {
    name: 'lead_age',
    weight: -0.15,
    measure: ({ engagement, asOf }) => weeksSince(engagement.leadSince, asOf),
    scale: Math.log1p,
    sentence: (value) => `Became a lead ${weeks(value)}.`,
  },
  {
    name: 'consent',
    weight: 0.5,
    measure: ({ engagement }) => ({ subscribed: 1, unknown: 0, opted_out: -4 })[engagement.consent],
    scale: asIs,
    sentence: (value) =>
      value > 0 ? 'Agreed to hear from us.' : value < 0 ? 'Opted out.' : 'Never said whether to write.',
  },
  {
    name: 'name',
    weight: 0.2,
    measure: ({ contact }) => flag(contact.hasName),
    scale: asIs,
    sentence: (value) => (value ? 'Has a name.' : 'Has no name.'),
  },
  {
    name: 'company',
    weight: 0.2,
    measure: ({ contact }) => flag(contact.hasCompany),
    scale: asIs,
    sentence: (value) => (value ? 'Has a company.' : 'Has no company.'),
  },
  {
    name: 'phone',
    weight: 0.2,
    measure: ({ contact }) => flag(contact.hasPhone),
    scale: asIs,
    sentence: (value) => (value ? 'Has a phone number.' : 'Has no phone number.'),
  },
  {
    name: 'role_address',
    weight: -0.9,
    measure: ({ contact }) => flag(contact.address !== 'person'),
    scale: asIs,
    sentence: (value) =>
      value ? 'The address is that of a role, not of a person.' : 'The address is personal.',
  },
  {
    name: 'company_domain',
    weight: 0.3,
    measure: ({ contact }) => flag(contact.domain === 'company'),
    scale: asIs,
    sentence: (value) => (value ? "The address is on a company's domain." : 'The address is a free one.'),
  },
];

/** Estimates how likely a lead without purchases answers. A ranking by judgement, not a measured probability. */
export function scoreEngagement(
  engagement: EngagementFacts,
  contact: ContactFacts,
  asOf: Date,
): EngagementScore {
  const facts: Facts = { engagement, contact, asOf };
  const contributions = TERMS.flatMap(({ name, weight, measure, scale, sentence }) => {
    const value = measure(facts);
    if (value === undefined) return [];
    return [{ name, value, logOdds: weight * scale(value), sentence: sentence(value) }];
  });
  const logOdds = contributions.reduce((sum, each) => sum + each.logOdds, BASE_LOG_ODDS);
  const signs = [engagement.lastEngagedAt, engagement.leadSince].flatMap((at) => weeksSince(at, asOf) ?? []);
  return {
    score: logistic(logOdds),
    logOdds,
    silentWeeks: signs.length === 0 ? undefined : Math.min(...signs),
    contributions,
  };
}

function weeksSince(at: Date | undefined, asOf: Date): number | undefined {
  const elapsed = at === undefined ? Number.NaN : asOf.getTime() - at.getTime();
  return elapsed >= 0 ? elapsed / WEEK : undefined;
}
