import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';

export const domainViewSchema = z
  .object({
    domain: z.string(),
    tier: z.enum(['custom', 'prewarmed', 'warming']),
    status: z
      .enum(['active', 'paused', 'resting'])
      .describe('resting: Rex rotated it out, and resumes it by itself when it has recovered'),
    restingSince: instantSchema.nullable(),
    ownership: z
      .enum(['pending', 'verified'])
      .describe('Whether the workspace has proved that it owns the domain. Nothing is sent before that'),
    dnsRecord: z
      .object({ name: z.string(), type: z.literal('TXT'), value: z.string() })
      .nullable()
      .describe('The DNS record that proves the ownership; null when the domain is verified'),
    reputation: z.number().min(0).max(1),
    health: z.enum(['excellent', 'good', 'fair', 'poor', 'critical']),
    warmup: z
      .enum(['warming', 'held', 'recovering', 'warm'])
      .describe(
        'warming: a new domain, whose volume grows; held: the same, but it does not grow now; recovering: coming back after a rest; warm: it may send its target',
      ),
    warmupDay: z.number().int().describe('Day of the warmup’s schedule'),
    dailyCap: z.number().int(),
    sentToday: z.number().int(),
  })
  .meta({ id: 'SendingDomain' });

const count = z.number().int();

/** What became of the e-mails of the last seven days, and what that makes of the reputation. */
const standingSchema = z.object({
  sent: count,
  reputation: z.number().min(0).max(1),
  health: z.enum(['excellent', 'good', 'fair', 'poor', 'critical']),
  parts: z.array(
    z.object({
      signal: z.enum(['bounced', 'complained', 'deferred', 'opened', 'replied']),
      count,
      rate: z.number().describe('Of the e-mails, or of a minimum volume when they are fewer'),
      effect: z.number().describe('By how much it raises or, below 0, lowers the reputation'),
    }),
  ),
});

const spentSchema = z.object({ expected: z.number().min(0), most: z.number().min(0) });

const comparedSchema = z.object({
  sendgrid: count.describe('By SendGrid’s own count'),
  rex: count.describe('By the event webhook'),
  difference: count,
});

/** A UTC day of the workspace's account at SendGrid, of all of its domains there. */
const sendgridDaySchema = z.object({
  day: z.iso.date(),
  sent: count.describe('E-mails that the workspace handed in'),
  delivered: comparedSchema,
  bounced: comparedSchema,
  complained: comparedSchema,
  missing: count.describe('E-mails of the workspace whose end SendGrid knows and the webhook has not told'),
  state: z
    .enum(['open', 'settled', 'gap'])
    .describe('open: more may still be told; gap: so much is missing that the event webhook needs a look'),
});

export const domainStandingSchema = domainViewSchema
  .extend({
    all: standingSchema.describe('All e-mails of the last seven days'),
    providers: z
      .array(standingSchema.extend({ provider: z.enum(PROVIDER_GROUPS) }))
      .describe('By mailbox provider. The reputation of the domain is the lowest of all'),
    rotateBelow: z.number().describe('Reputation below which nothing is sent from it'),
    plannedCaps: z
      .array(count)
      .describe('Most e-mails on the next 14 days, today first, if each of them goes well'),
    sentByDay: z
      .array(z.object({ day: z.iso.date(), sent: count }))
      .describe('E-mails of each of the last seven UTC days on which any were sent, oldest first'),
    heldUntil: z.iso
      .date()
      .nullable()
      .describe(
        'The UTC day on which a warmup that is held grows again and may write to dormant leads, if nothing more is sent until then; null when it is not held',
      ),
    riskBudget: z
      .array(
        z.object({
          provider: z.enum(['all', ...PROVIDER_GROUPS]),
          bounces: spentSchema,
          complaints: spentSchema,
        }),
      )
      .describe(
        'Bounces and complaints that are expected of what it sent today, and how many may be, by mailbox provider',
      ),
    sendgrid: z
      .array(sendgridDaySchema)
      .nullable()
      .describe(
        'SendGrid’s counts of the last seven days beside those of its event webhook, for the whole account; only for an account that is the workspace’s alone. null: SendGrid does not deliver for this domain',
      ),
    inboxes: z.array(
      z.object({
        name: z.string(),
        status: z.enum(['active', 'paused']),
        dailyCap: count,
        sentToday: count,
        billedFor: z.string().nullable().describe('The last month for which it was billed'),
      }),
    ),
  })
  .meta({ id: 'DomainStanding' });

/** The name of a domain, for example of one in the pool. */
export const domainNameSchema = z
  .string()
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/,
    'must be a domain name in lower case, with letters outside of ASCII as xn--',
  );

/** Rex puts `_rex-challenge.` and `reply.` before the name, and the result must be a valid DNS name too. */
const MAX_SENDING_DOMAIN = 253 - '_rex-challenge.'.length;

/** A domain to send from. */
export const sendingDomainSchema = domainNameSchema.max(MAX_SENDING_DOMAIN);

export const holderViewSchema = z
  .object({
    holder: z.string().describe('Who holds the reservation: the id of a mission, or `campaign:` and a name'),
    until: instantSchema.describe('When the reservation expires. A working mission renews it'),
  })
  .meta({ id: 'Holder' });
