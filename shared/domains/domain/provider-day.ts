import { DAY, HOUR } from '../../kernel/clock.ts';

/** What became of e-mails, as both a provider and Rex count it. */
export const OUTCOMES = ['delivered', 'bounced', 'complained'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Outcomes = Readonly<Record<Outcome, number>>;

/** A UTC day of an account at SendGrid that is the workspace's alone. */
export interface ProviderDay {
  readonly day: string;
  /** E-mails that the workspace handed in, from all of its domains that SendGrid delivers for. */
  readonly sent: number;
  /** What Rex heard of by the event webhook, by the time that the event names. Each fact once: the ledger remembers it. */
  readonly heard: Outcomes;
  /** What SendGrid counts itself; absent until it was asked. */
  readonly told?: Outcomes | undefined;
  /** When the day was judged, once it was over. */
  readonly judgedAt?: string | undefined;
}

/** SendGrid repeats for a day what the webhook did not take, and Rex takes it for 25 hours: before, nothing is missing. */
const SETTLED_AFTER_MS = DAY + 25 * HOUR;
/** So many may be missing, or this share of them: days are cut at other hours, and some mail is put off. By judgement. */
const TOLERATED = { number: 10, share: 0.1 } as const;

/**
 * How many ends of e-mails (delivered or bounced) SendGrid knows and Rex was not told. No more than Rex handed in: what others
 * send by the same account is in SendGrid's counts, and in none of Rex's.
 */
export const missingOf = ({ sent, heard, told }: ProviderDay): number =>
  told === undefined
    ? 0
    : Math.max(0, Math.min(told.delivered + told.bounced, sent) - heard.delivered - heard.bounced);

/** Whether so much is missing that the event webhook does not do its work. */
export const isGap = (day: ProviderDay): boolean =>
  missingOf(day) > Math.max(TOLERATED.number, TOLERATED.share * day.sent);

/** Whether all that the webhook will tell of a day has been told. */
export const isSettled = (day: string, now: Date): boolean =>
  now.getTime() >= Date.parse(day) + SETTLED_AFTER_MS;
