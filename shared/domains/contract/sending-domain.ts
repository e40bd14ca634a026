import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';

export const domainViewSchema = z
  .object({
    domain: z.string(),
    tier: z.enum(['custom', 'prewarmed', 'warming']),
    status: z.enum(['active', 'paused']),
    ownership: z
      .enum(['pending', 'verified'])
      .describe('Nothing is sent from a domain before it is proven whose it is'),
    dnsRecord: z
      .object({ name: z.string(), type: z.literal('TXT'), value: z.string() })
      .nullable()
      .describe('What proves it, to be set in the DNS; null when it is proven'),
    reputation: z.number().min(0).max(1),
    health: z.enum(['excellent', 'good', 'fair', 'poor', 'critical']),
    warmupDay: z.number().int(),
    dailyCap: z.number().int(),
    sentToday: z.number().int(),
  })
  .meta({ id: 'SendingDomain' });

/** The name of a domain, such as one that there is in a pool. */
export const domainNameSchema = z
  .string()
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/,
    'a domain name in lower case, with letters outside of ASCII as xn--',
  );

/** `_rex-challenge.` and `reply.` stand before it, and the whole is a name of the DNS too. */
const MAX_SENDING_DOMAIN = 253 - '_rex-challenge.'.length;

/** A domain to send from. */
export const sendingDomainSchema = domainNameSchema.max(MAX_SENDING_DOMAIN);

export const holderViewSchema = z
  .object({
    holder: z.string().describe('A mission, or `campaign:` and its name'),
    until: instantSchema.describe('When the reservation ends by itself; a mission that works renews it'),
  })
  .meta({ id: 'Holder' });
