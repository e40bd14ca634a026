import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import { instantSchema, lineText, pageQuerySchema } from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';

export const SUPPRESSION_REASONS = [
  'unsubscribe',
  'complaint',
  'hard_bounce',
  'import_opt_out',
  'manual',
  'legal',
  'invalid',
  'erased',
] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** Reasons that a caller may give; Rex itself records the others. */
const GIVEN_REASONS = [
  'manual',
  'legal',
  'unsubscribe',
  'complaint',
  'hard_bounce',
  'invalid',
] as const satisfies readonly SuppressionReason[];
const givenReasonSchema = z.enum(GIVEN_REASONS).default('manual');

/**
 * What an entry names. Hashes are of the address in lower case without blanks around it, in hexadecimal; `erased` is a keyed
 * hash, all that is left of a person who was erased.
 */
export const SUPPRESSION_KINDS = ['address', 'domain', 'md5', 'sha256', 'erased'] as const;
export type SuppressionKind = (typeof SUPPRESSION_KINDS)[number];

export const SUPPRESSION_FORMATS = ['rex', 'ses', 'sendgrid', 'mailchimp'] as const;

const scopeSchema = z
  .enum(['workspace', 'global'])
  .default('workspace')
  .describe(
    'The list of the workspace, or the global one, which holds for all workspaces and which only admins and operators of ' +
      "the operators' workspace may read or change",
  );
const channelsSchema = z
  .array(channelSchema)
  .min(1)
  .max(10)
  .optional()
  .describe('The channels that the entry covers; all channels when it is absent');

const markSchema = z.object({
  reason: z.enum(SUPPRESSION_REASONS),
  at: instantSchema,
  source: z.string().describe('What made the entry: an API call, an imported list, a message'),
});

export const suppressionSchema = z
  .object({
    kind: z.enum(SUPPRESSION_KINDS).describe('A domain covers its subdomains'),
    value: z.string().describe('The address, the domain or the hash'),
    all: markSchema.nullable().describe('Set when every channel is covered'),
    channels: z
      .partialRecord(channelSchema, markSchema)
      .describe('The channels that are covered by themselves'),
  })
  .meta({ id: 'Suppression' });

const listQuery = pageQuerySchema.extend({
  scope: scopeSchema,
  kind: z.enum(SUPPRESSION_KINDS).optional(),
});

/** Suppression only grows: there is no route that removes an entry. */
export const suppressionRoutes = routes({
  listSuppressions: {
    operationId: 'listSuppressions',
    method: 'GET',
    path: '/api/suppressions',
    summary: 'The suppression list: whom Rex never contacts.',
    roles: ANYONE,
    query: listQuery,
    success: {
      status: 200,
      schema: z.object({ suppressions: z.array(suppressionSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  addSuppression: {
    operationId: 'addSuppression',
    method: 'POST',
    path: '/api/suppressions',
    summary:
      'Never contact an address, everybody at a domain, or the address with a hash, whether or not Rex knows it yet. The API cannot undo this.',
    roles: OPERATORS,
    body: z
      .strictObject({
        value: lineText({ max: 320 }).describe(
          'An address, a domain as @example.com, or the MD5 or SHA-256 of an address in hexadecimal',
        ),
        reason: givenReasonSchema,
        channels: channelsSchema,
        scope: scopeSchema,
      })
      .meta({ id: 'AddSuppression' }),
    success: {
      status: 200,
      schema: z.object({
        suppression: suppressionSchema,
        added: z.boolean().describe('False when the list had it already'),
      }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  importSuppressions: {
    operationId: 'importSuppressions',
    method: 'POST',
    path: '/api/suppressions/import',
    summary:
      'Import a suppression list: CSV of SES, SendGrid, Mailchimp or your own, JSON of SES or SendGrid, plain or hashed addresses. It adds and never removes.',
    roles: OPERATORS,
    body: z
      .strictObject({
        content: z
          .string()
          .min(1)
          .max(200_000)
          .describe('The file, or a part of it that begins with its header'),
        firstRow: z
          .number()
          .int()
          .min(1)
          .max(100_000_000)
          .optional()
          .describe('Number of the first row after the header, for a part of a larger file'),
        reason: givenReasonSchema.describe('The reason of rows that give none'),
        channels: channelsSchema,
        scope: scopeSchema,
      })
      .meta({ id: 'ImportSuppressions' }),
    success: {
      status: 200,
      schema: z.object({
        rows: z.number().int(),
        added: z.number().int(),
        duplicate: z.number().int().describe('Rows that change nothing, since the list covers them already'),
        invalid: z.array(
          z.object({ row: z.number().int().describe('As a spreadsheet counts'), reason: z.string() }),
        ),
        suppressedLeads: z.number().int().describe('Leads that were suppressed by this import'),
      }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  exportSuppressions: {
    operationId: 'exportSuppressions',
    method: 'GET',
    path: '/api/suppressions/export',
    summary: 'A part of the suppression list as CSV, in the format of Rex, SES, SendGrid or Mailchimp.',
    roles: OPERATORS,
    query: z.object({
      format: z.enum(SUPPRESSION_FORMATS).default('rex'),
      scope: scopeSchema,
      cursor: z.string().max(400).optional(),
    }),
    success: {
      status: 200,
      schema: z.object({
        header: z.string().describe('The first line of the file; empty where the format has none'),
        lines: z.array(z.string()),
        leftOut: z
          .number()
          .int()
          .describe(
            'Entries that the format cannot express: hashes, domains, single channels, other reasons',
          ),
        cursor: z.string().nullable(),
      }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
});
