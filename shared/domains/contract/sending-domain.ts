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

export const domainNameSchema = z
  .string()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'a domain name in lower case');

export const holderViewSchema = z
  .object({
    holder: z.string().describe('A mission, or `campaign:` and its name'),
    until: instantSchema.describe('When the reservation ends by itself; a mission that works renews it'),
  })
  .meta({ id: 'Holder' });
