import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';

export const RECORD_IDS = [
  'identity',
  'dkim-1',
  'dkim-2',
  'dkim-3',
  'mail-from-mx',
  'mail-from-spf',
  'spf',
  'dmarc',
  'inbound-mx',
  'reply-mx',
] as const;

export const RECORD_TYPES = ['TXT', 'CNAME', 'MX'] as const;

export const RECORD_STATES = ['missing', 'present', 'kept', 'conflict', 'unknown'] as const;

export const PROVISIONING_STATES = ['none', 'running', 'ready', 'incomplete'] as const;

/** What SES says of an identity, its DKIM or its MAIL FROM. */
export const SES_STATUSES = ['Pending', 'Success', 'Failed', 'TemporaryFailure', 'NotStarted'] as const;

export const PROVIDERS = ['Gmail', 'Yahoo', 'Microsoft'] as const;

export const domainRecordsSchema = z
  .object({
    domain: z.string(),
    state: z
      .enum(PROVISIONING_STATES)
      .describe(
        'none: nobody asked for it; running: Rex waits for SES or the DNS; ready: SES has verified everything; incomplete: it stopped, and `problem` says why',
      ),
    problem: z.string().nullable(),
    hostedZone: z
      .string()
      .nullable()
      .describe('The hosted zone of Route 53 in which Rex writes the records; null when a person sets them'),
    ses: z
      .object({
        identity: z.enum(SES_STATUSES),
        dkim: z.enum(SES_STATUSES),
        mailFrom: z.enum(SES_STATUSES),
      })
      .nullable()
      .describe('What SES has verified; null until it was asked'),
    checkedAt: instantSchema.nullable().describe('When the DNS was last asked'),
    records: z.array(
      z.object({
        id: z.enum(RECORD_IDS),
        name: z.string(),
        type: z.enum(RECORD_TYPES),
        value: z.string(),
        purpose: z.string(),
        state: z
          .enum(RECORD_STATES)
          .describe(
            'kept: another record of yours serves, and Rex leaves it alone; conflict: what is there has to be changed by a person; unknown: the DNS did not answer',
          ),
        found: z.array(z.string()).describe('What the DNS has under this name and type'),
        note: z.string().nullable(),
        writtenByRex: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'DomainRecords' });

export const senderRulesSchema = z
  .object({
    domain: z.string(),
    perDay: z
      .number()
      .int()
      .describe('Most e-mails a day of all domains of the workspace under the same organizational domain'),
    bulkFrom: z.number().int().describe('From so many a day mailbox providers call a sender a bulk sender'),
    bulk: z.boolean().describe('Whether missions wait until no rule fails'),
    checkedAt: instantSchema.nullable(),
    rules: z.array(
      z.object({
        rule: z.string(),
        title: z.string(),
        providers: z.array(z.enum(PROVIDERS)),
        result: z.enum(['pass', 'fail', 'unknown']),
        reason: z.string(),
        todo: z.string().nullable().describe('What to do about it; null unless it fails'),
        source: z.string(),
      }),
    ),
  })
  .meta({ id: 'SenderRules' });

export type DomainRecordsView = z.infer<typeof domainRecordsSchema>;
export type SenderRulesView = z.infer<typeof senderRulesSchema>;
