import * as z from 'zod';
import { addMs, DAY, HOUR, MINUTE, utcDay } from '../../kernel/clock.ts';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Actor, newEvent, type RexEvent } from '../../kernel/events.ts';
import { newsletterEvents } from '../contract/events.ts';
import { SUBSCRIPTION_STATES } from '../contract/newsletter.ts';

/** That a person wants a newsletter, beside their lead, with all that proves it. */
export const subscriptionSchema = z.object({
  workspace: workspaceIdSchema,
  newsletter: z.string(),
  leadId: leadIdSchema,
  version: z.number().int().min(1),
  state: refuseUnknown(z.enum(SUBSCRIPTION_STATES)),
  /** Since when it is in this state. */
  since: instantSchema,
  address: z.string(),
  identity: z.string(),
  firstName: z.string().optional(),
  proof: z.object({
    kind: keepUnknown(z.enum(['double_opt_in', 'member'])),
    askedAt: instantSchema,
    askedFrom: z.string().optional(),
    source: z.string(),
    form: z.number().int().optional(),
    confirmedAt: instantSchema.optional(),
    confirmedFrom: z.string().optional(),
    by: z.string().optional(),
    text: z.string().optional(),
  }),
  /** Of the links that were sent: only hashes are kept. */
  tokens: z.array(z.object({ hash: z.string(), until: instantSchema })).default([]),
  /** The link by which it was confirmed, so that a second click is no error. */
  usedToken: z.string().optional(),
  /** Mails to confirm it that were claimed. */
  mails: z.number().int().default(0),
  /** When the next such mail is due; absent when none is. */
  mailAt: instantSchema.optional(),
  /** From which domain it was mailed last, and on which day (UTC). */
  mailedFrom: z.object({ domain: z.string(), day: z.string() }).optional(),
  unsubscribedAt: instantSchema.optional(),
  language: z.string().optional(),
  attributes: z.record(z.string(), z.string()).default({}),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

/** The first mail, and one reminder. */
const MOST_MAILS = 2;
const REMINDER_AFTER_MS = 3 * DAY;
const TOKEN_VALID_MS = 7 * DAY;
/** So long after it was asked for it is deleted, unless it was confirmed. */
const KEPT_MS = 30 * DAY;
/** Somebody who asks again gets the second mail at once, but not within this time. */
const AGAIN_AFTER_MS = HOUR;
const LOOK_AGAIN_MS = 5 * MINUTE;

export interface Asked {
  readonly workspace: string;
  readonly newsletter: string;
  readonly leadId: string;
  readonly address: string;
  readonly identity: string;
  readonly firstName: string | undefined;
  readonly form: number;
  readonly from: string | undefined;
  readonly source: string;
}

/** After somebody asked by the form; the same one (by identity) when nothing follows from it. */
export function askedBy(known: Subscription | undefined, asked: Asked, now: Date): Subscription {
  const at = now.toISOString();
  if (known?.state === 'confirmed') return known;
  if (known?.state === 'pending' && expiryOf(known) > now) {
    const isSoon = addMs(new Date(known.since), AGAIN_AFTER_MS) > now;
    return known.mails >= MOST_MAILS || isSoon || known.mails === 0 ? known : { ...known, mailAt: at };
  }
  const { form, from, source, ...who } = asked;
  return {
    ...who,
    version: known?.version ?? 0,
    state: 'pending',
    since: at,
    proof: { kind: 'double_opt_in', askedAt: at, askedFrom: from, source, form },
    tokens: [],
    mails: 0,
    mailAt: at,
    language: known?.language,
    attributes: known?.attributes ?? {},
    // What they left before stays known.
    unsubscribedAt: known?.unsubscribedAt,
  };
}

export const expiryOf = ({ proof }: Subscription): Date => addMs(new Date(proof.askedAt), KEPT_MS);

/** When somebody has to look at it: a mail is due, or it has to be deleted. */
export function dueAtOf(subscription: Subscription): string | undefined {
  if (subscription.state !== 'pending') return undefined;
  const expiry = expiryOf(subscription).toISOString();
  const { mailAt } = subscription;
  return mailAt !== undefined && mailAt < expiry ? mailAt : expiry;
}

/** A mail with this link is about to be sent. */
export const mailClaimed = (
  subscription: Subscription,
  hash: string,
  domain: string,
  now: Date,
): Subscription => {
  const mails = subscription.mails + 1;
  return {
    ...subscription,
    mails,
    mailedFrom: { domain, day: utcDay(now) },
    mailAt: mails < MOST_MAILS ? addMs(now, REMINDER_AFTER_MS).toISOString() : undefined,
    tokens: [...subscription.tokens, { hash, until: addMs(now, TOKEN_VALID_MS).toISOString() }],
  };
};

/** The provider certainly did not take it. */
export const mailGivenBack = (subscription: Subscription, hash: string, now: Date): Subscription => ({
  ...mailLater(subscription, now),
  mails: subscription.mails - 1,
  tokens: subscription.tokens.filter((token) => token.hash !== hash),
});

/** Less and less often: a workspace without a domain may stay without one for weeks. */
export function mailLater(subscription: Subscription, now: Date): Subscription {
  const waited = now.getTime() - Date.parse(subscription.proof.askedAt);
  return { ...subscription, mailAt: addMs(now, Math.max(LOOK_AGAIN_MS, waited / 2)).toISOString() };
}

/** No mail goes to this address. It is deleted in its time. */
export const mailNever = (subscription: Subscription): Subscription => ({
  ...subscription,
  mailAt: undefined,
});

export const confirmed = (
  subscription: Subscription,
  hash: string,
  from: string | undefined,
  now: Date,
): Subscription => ({
  ...subscription,
  state: 'confirmed',
  since: now.toISOString(),
  proof: { ...subscription.proof, confirmedAt: now.toISOString(), confirmedFrom: from },
  tokens: [],
  usedToken: hash,
  mailAt: undefined,
});

export const left = (subscription: Subscription, now: Date): Subscription => ({
  ...subscription,
  state: 'unsubscribed',
  since: now.toISOString(),
  unsubscribedAt: now.toISOString(),
  tokens: [],
  usedToken: undefined,
  mailAt: undefined,
});

/** What a provider says of mail to somebody that ends all mail to them. */
export type Trouble = 'bounced' | 'complained';

/**
 * After mail to them bounced for good, or they reported it as spam at `at`: the gravest stays. The same (by identity) when that is
 * known, or when they have asked or confirmed since.
 */
export function troubled(subscription: Subscription, trouble: Trouble, at: string, now: Date): Subscription {
  const { state, since } = subscription;
  if (state === 'complained' || state === trouble) return subscription;
  if (state !== 'unsubscribed' && state !== 'bounced' && at < since) return subscription;
  const ended = left(subscription, now);
  return {
    ...ended,
    state: trouble,
    unsubscribedAt:
      subscription.unsubscribedAt ?? (trouble === 'complained' ? ended.unsubscribedAt : undefined),
  };
}

/** An event about a subscription that is about to be saved: its sequence is the version that it gets. */
export const subscriberEvent = (
  next: Subscription,
  by: 'form' | 'link' | 'member' | 'provider',
  actor: Actor,
  correlationId: string,
  now: Date,
): RexEvent =>
  newEvent(
    newsletterEvents,
    'subscriber.changed',
    {
      // What was deleted may be asked for again.
      about: `${next.newsletter}.${next.leadId}.${Date.parse(next.proof.askedAt)}`,
      sequence: next.version + 1,
      workspace: next.workspace,
      correlationId,
      actor,
      data: { newsletter: next.newsletter, lead: next.leadId, state: next.state, by },
    },
    now,
  );
