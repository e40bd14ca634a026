import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';

export const domainViewSchema = z
  .object({
    domain: z.string(),
    tier: z.enum(['custom', 'prewarmed', 'warming']),
    status: z.enum(['active', 'paused']),
    ownership: z
      .enum(['pending', 'verified'])
      .describe('Whether the workspace has proved that it owns the domain. Nothing is sent before that'),
    dnsRecord: z
      .object({ name: z.string(), type: z.literal('TXT'), value: z.string() })
      .nullable()
      .describe('The DNS record that proves the ownership; null when the domain is verified'),
    reputation: z.number().min(0).max(1),
    health: z.enum(['excellent', 'good', 'fair', 'poor', 'critical']),
    warmupDay: z.number().int(),
    dailyCap: z.number().int(),
    sentToday: z.number().int(),
  })
  .meta({ id: 'SendingDomain' });

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
