import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import {
  importIdSchema,
  instantSchema,
  isoDateSchema,
  leadIdSchema,
  lineText,
  pageQuerySchema,
} from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { HOLD_REASONS, replyIdSchema } from './hold.ts';
import { suppressionRoutes } from './suppressions.ts';

/** The largest file that the upload form of an import takes. */
export const MAX_IMPORT_BYTES = 1024 ** 3;
export const IMPORT_KINDS = ['leads', 'orders'] as const;

export const importCountsSchema = z.object({
  rows: z.number().int(),
  imported: z.number().int().describe('Rows that created a new lead or order'),
  unchanged: z.number().int().describe('Rows whose lead or order already existed before this import'),
  duplicates: z.number().int().describe('Rows whose lead or order was created by another row of this file'),
  rejected: z.number().int(),
  invalidEmail: z.number().int(),
  missingEmail: z.number().int(),
  optedOut: z.number().int().describe('Rows with an opt-out, whether or not their address is usable'),
  roleAddress: z.number().int(),
  unknownLead: z.number().int().describe('Order rows whose lead is not known'),
  flagged: z.number().int().describe('Groups of leads that look alike and should be checked by a person'),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

/** How much of the beginning of a file is enough to show what an import would make of it. */
export const PREVIEW_BYTES = 64 * 1024;

const importPreviewSchema = z
  .object({
    columns: z.array(
      z.object({
        header: z.string(),
        field: z
          .string()
          .nullable()
          .describe('The field of Rex that this column fills; null when no field takes it'),
        consent: z
          .enum(['consent', 'opt_out', 'standing'])
          .nullable()
          .describe(
            'What a yes in it means, for columns about consent; `standing`: a status that may hold an opt-out',
          ),
        kept: z.boolean().describe('Whether it is kept as an attribute'),
        samples: z.array(z.string()).describe('Some of its cells that are not empty'),
        noContact: z
          .number()
          .int()
          .describe(
            'Of a column of notes: in how many rows it says that the person wants no mail. They are imported and never written to',
          ),
      }),
    ),
    fields: z.array(z.string()).describe('The fields that this kind of file may fill'),
    rows: z.number().int().describe('How many rows were looked at'),
    problem: z
      .string()
      .nullable()
      .describe('Why the file cannot be imported as it is mapped; null when it can'),
  })
  .meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof importPreviewSchema>;

const mappingSchema = z
  .record(z.string().max(60), z.string().max(2000))
  .default({})
  .describe(
    'Column of the file by field of Rex, for columns that Rex does not recognize by their headers. The field ' +
      '"attributes" keeps further columns: their headers with | between them, or * for all that no other field uses',
  );

const importNoteSchema = z
  .object({
    field: z.string(),
    column: z.string().describe('The header of the column'),
    message: z.string(),
    count: z.number().int().describe('Number of rows with this problem'),
    rows: z
      .array(z.number().int())
      .describe('Numbers of the first rows with this problem, as a spreadsheet shows them'),
    samples: z
      .array(z.string())
      .describe('Texts of some of the cells; long numbers and addresses are masked'),
  })
  .meta({ id: 'ImportNote' });
export type ImportNote = z.infer<typeof importNoteSchema>;

const importViewSchema = z
  .object({
    id: importIdSchema,
    kind: z.enum(IMPORT_KINDS),
    fileName: z.string(),
    state: z.enum(['AWAITING_UPLOAD', 'RUNNING', 'COMPLETED', 'FAILED']),
    reason: z.string().nullable(),
    progress: z.object({ chunks: z.number().int().nullable(), done: z.number().int() }),
    counts: importCountsSchema,
    notes: z
      .array(importNoteSchema)
      .describe(
        'Values that were not understood and were left out, by column. The list is complete when the import is completed',
      ),
    unusedColumns: z.array(z.string()).describe('Columns of the file that were not used'),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Import' });
export type ImportView = z.infer<typeof importViewSchema>;

export const leadViewSchema = z
  .object({
    id: leadIdSchema,
    email: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    company: z.string().nullable(),
    industry: z.string().nullable(),
    employees: z.number().int().nullable(),
    jobTitle: z.string().nullable(),
    phone: z.string().nullable(),
    linkedinUrl: z.string().nullable(),
    channelConsents: z
      .partialRecord(channelSchema, z.enum(['subscribed', 'unknown', 'opted_out']))
      .describe('Consent by channel, for channels that need a separate consent'),
    country: z.string().nullable(),
    timeZone: z.string().nullable(),
    consent: z.enum(['subscribed', 'unknown', 'opted_out']),
    suppressed: z
      .object({ reason: z.string(), at: instantSchema })
      .nullable()
      .describe('Set when no channel may be used'),
    suppressedOn: z
      .partialRecord(channelSchema, z.object({ reason: z.string(), at: instantSchema }))
      .describe('Channels that may not be used, where others may'),
    held: z
      .object({
        since: instantSchema,
        reason: z.enum(HOLD_REASONS),
        channel: channelSchema,
        replies: z.array(replyIdSchema).describe('Replies of this person that wait for a decision'),
      })
      .nullable()
      .describe('Why the lead is held; null when it is not. Nothing automated goes to a held lead'),
    notBefore: z
      .object({ at: instantSchema, because: z.enum(['absent', 'postponed']), reply: replyIdSchema })
      .nullable()
      .describe('Nothing automated goes to the lead before this time; null when there is no such limit'),
    flags: z.array(z.string()),
    externalIds: z.array(z.string()),
    orders: z.number().int(),
    lastOrderOn: isoDateSchema.nullable(),
  })
  .meta({ id: 'Lead' });

export const verdictSchema = z.object({
  guard: z.string(),
  verdict: z.enum(['pass', 'wait', 'block']),
  explanation: z.string(),
  unblock: z.string().nullable().describe('What would make the guard let the message pass'),
  until: instantSchema.nullable().describe('When the guard is asked again. What it waits for may end before'),
});

export const SEND_STATES = [
  'claimed',
  'released',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'unknown',
  'rejected',
  'dry_run',
  'assigned',
  'skipped',
] as const;

export const sentMessageViewSchema = z.object({
  id: z.string(),
  missionId: z.string(),
  leadId: leadIdSchema,
  step: z.number().int(),
  variant: z.string(),
  channel: channelSchema,
  channelReason: z
    .string()
    .nullable()
    .describe('Why this channel was chosen; null when the step has only one'),
  state: z.enum(SEND_STATES),
  reason: z
    .string()
    .nullable()
    .describe('Why the message was not sent, or why it is unknown whether it was sent'),
  subject: z.string(),
  claimedAt: instantSchema,
  sentAt: instantSchema.nullable(),
  deliveredAt: instantSchema.nullable(),
  openedAt: instantSchema.nullable(),
  clickedAt: instantSchema.nullable(),
  repliedAt: instantSchema.nullable(),
  unsubscribedAt: instantSchema.nullable(),
  bookedAt: instantSchema.nullable().describe('When the person booked a meeting after this message'),
  bouncedAt: instantSchema.nullable(),
  engagements: z
    .array(
      z.object({
        kind: z.enum(['opened', 'clicked']),
        at: instantSchema,
        probability: z.number().min(0).max(1).describe('That a person did it'),
        byPerson: z.boolean().describe('Whether it counts as done by a person, wherever Rex counts'),
        signs: z
          .array(z.object({ sign: z.string(), logOdds: z.number(), sentence: z.string() }))
          .describe('What speaks against a person, each added to the log-odds'),
      }),
    )
    .describe('Opens and clicks, of people and machines; of several alike, the earliest'),
  judgedBy: z.number().int().describe('Version of the table of weights that judged opens and clicks'),
  providerMessageId: z.string().nullable(),
});

export const listedMessageSchema = sentMessageViewSchema.extend({
  to: z
    .object({ name: z.string().nullable(), address: z.string() })
    .nullable()
    .describe('The lead as it is now; null when it was erased'),
});

const explanationSchema = z
  .object({
    lead: leadViewSchema,
    notes: z.array(z.string()).describe('What imported files note of the person: text of others'),
    summary: z.string().describe('What happened, or what blocks the next message, in one sentence'),
    missions: z.array(
      z.object({
        missionId: z.string(),
        name: z.string(),
        state: z.string(),
        selected: z.boolean(),
        heldOut: z.boolean(),
        score: z.number().nullable(),
        reasons: z.array(z.object({ code: z.string(), sentence: z.string() })),
        factors: z.array(z.object({ name: z.string(), sentence: z.string() })),
        automation: z
          .object({
            runId: z.string(),
            state: z.string(),
            sentence: z.string(),
            note: z.string().nullable().describe('What the automation itself wrote'),
          })
          .nullable()
          .describe('What an automation said of the mission; null when it asks none, or has not yet'),
        sent: z.array(sentMessageViewSchema),
        lostContact: z
          .object({
            step: z.number().int(),
            holder: z.string().describe('What held the contact lease: a mission and step, or a task'),
            until: instantSchema,
            at: instantSchema,
          })
          .nullable()
          .describe(
            'The last time a message was due while another part of Rex held the contact lease of this person',
          ),
        next: z
          .object({
            step: z.number().int(),
            channel: channelSchema,
            channelReason: z.string().nullable(),
            dueAt: instantSchema.nullable(),
            verdicts: z.array(verdictSchema),
          })
          .nullable(),
      }),
    ),
    inbound: z.array(
      z.object({
        at: instantSchema,
        kind: z.string(),
        class: z.string().nullable().describe('What the author wants; null when nothing has read for it'),
        text: z.string(),
      }),
    ),
    answers: z
      .array(
        z.object({
          id: z.string(),
          at: instantSchema,
          by: z.string().describe('Subject of the member who requested it'),
          drafted: z.boolean(),
          channel: channelSchema,
          state: z.string(),
          reason: z.string().nullable().describe('Why it waits, was not sent, or failed'),
          text: z.string(),
        }),
      )
      .describe('Answers of members in the conversation with this person'),
    meetings: z
      .array(
        z.object({
          id: z.string(),
          startsAt: instantSchema,
          state: z.string(),
          source: z.string(),
          bookedAt: instantSchema.nullable(),
          title: z.string(),
        }),
      )
      .describe('Meetings with this person; one that was booked ended the sequences of its time'),
  })
  .meta({ id: 'Explanation' });
export type ExplanationView = z.infer<typeof explanationSchema>;

const leadParams = z.object({ id: leadIdSchema });
const importParams = z.object({ id: importIdSchema });

export const leadRoutes = routes({
  ...suppressionRoutes,
  listLeads: {
    operationId: 'listLeads',
    method: 'GET',
    path: '/api/leads',
    summary: 'Leads of the workspace, or the one with an address.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ email: z.string().max(320).optional() }),
    success: {
      status: 200,
      schema: z.object({ leads: z.array(leadViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  explainLead: {
    operationId: 'explainLead',
    method: 'GET',
    path: '/api/leads/{id}/explain',
    summary: 'What was sent to a lead and why, or what blocks it, guard by guard, and when it is due next.',
    roles: ANYONE,
    params: leadParams,
    success: { status: 200, schema: explanationSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  suppressLead: {
    operationId: 'suppressLead',
    method: 'POST',
    path: '/api/leads/{id}/suppress',
    summary: 'Never contact this lead again. The API cannot undo this.',
    roles: OPERATORS,
    params: leadParams,
    body: z
      .strictObject({ reason: z.enum(['manual', 'legal', 'unsubscribe']).default('manual') })
      .prefault({}),
    success: { status: 200, schema: leadViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  listImports: {
    operationId: 'listImports',
    method: 'GET',
    path: '/api/leads/imports',
    summary: 'Imports, newest first.',
    roles: ANYONE,
    query: pageQuerySchema,
    success: {
      status: 200,
      schema: z.object({ imports: z.array(importViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  createImport: {
    operationId: 'createImport',
    method: 'POST',
    path: '/api/leads/imports',
    summary:
      'Begin an import: returns a form to upload the CSV file. The import starts when the file has arrived.',
    roles: OPERATORS,
    body: z
      .strictObject({
        kind: z.enum(IMPORT_KINDS),
        fileName: lineText({ max: 200 }),
        mapping: mappingSchema,
        defaultCountry: z
          .string()
          .regex(/^[A-Z]{2}$/, 'must be the two capital letters of a country, such as DE')
          .optional(),
        dateOrder: z
          .enum(['day-first', 'month-first'])
          .optional()
          .describe(
            'Order of day and month in dates such as 03/04/2024. By default, the unambiguous dates of the column decide',
          ),
      })
      .meta({ id: 'CreateImport' }),
    success: {
      status: 201,
      schema: z.object({
        import: importViewSchema,
        upload: z.object({
          url: z.string(),
          fields: z.record(z.string(), z.string()),
          expiresAt: instantSchema,
        }),
      }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  previewImport: {
    operationId: 'previewImport',
    method: 'POST',
    path: '/api/leads/imports/preview',
    summary:
      'What an import would make of a file: which field each column fills, with samples. Nothing is stored.',
    roles: OPERATORS,
    body: z
      .strictObject({
        kind: z.enum(IMPORT_KINDS),
        head: z
          .base64()
          .min(1)
          .max(4 * Math.ceil(PREVIEW_BYTES / 3))
          .describe('The first bytes of the file in Base64, up to the end of a row'),
        mapping: mappingSchema,
      })
      .meta({ id: 'PreviewImport' }),
    success: { status: 200, schema: importPreviewSchema },
    errors: ['VALIDATION_FAILED'],
  },
  getImport: {
    operationId: 'getImport',
    method: 'GET',
    path: '/api/leads/imports/{id}',
    summary: 'An import: state, progress and counts.',
    roles: ANYONE,
    params: importParams,
    success: { status: 200, schema: importViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  listImportRows: {
    operationId: 'listImportRows',
    method: 'GET',
    path: '/api/leads/imports/{id}/rejections',
    summary: 'Rows that were not imported, with row number and reason, and groups of leads that look alike.',
    roles: ANYONE,
    params: importParams,
    query: pageQuerySchema,
    success: {
      status: 200,
      schema: z.object({
        rejections: z.array(z.object({ row: z.number().int(), code: z.string(), reason: z.string() })),
        lookAlikes: z.array(z.object({ kind: z.string(), leads: z.array(leadIdSchema), reason: z.string() })),
        cursor: z.string().nullable(),
      }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  recordOrders: {
    operationId: 'recordOrders',
    method: 'POST',
    path: '/api/orders',
    summary: 'Record purchases as they happen (called by a shop). The same order id twice counts once.',
    roles: OPERATORS,
    body: z
      .strictObject({
        orders: z
          .array(
            z.strictObject({
              orderId: lineText({ max: 80 }),
              email: z.string().max(320),
              orderedOn: isoDateSchema,
              items: z.number().int().min(0).max(1_000_000).default(1),
              amountUsd: z.number().min(-1_000_000).max(1_000_000),
            }),
          )
          .min(1)
          .max(100),
      })
      .meta({ id: 'RecordOrders' }),
    success: { status: 200, schema: z.object({ recorded: z.number().int(), unknownLead: z.number().int() }) },
    errors: ['VALIDATION_FAILED'],
  },
});
