import * as z from 'zod';
import { instantSchema, leadIdSchema, pageQuerySchema, plainText } from '../../kernel/contract/common.ts';
import { ADMINS, routes } from '../../kernel/contract/route.ts';

export const ERASURE_STATES = ['RUNNING', 'COMPLETED'] as const;

const erasureSchema = z
  .object({
    id: z.string().describe('A keyed hash of the person: who has no key cannot tell who it was'),
    state: z.enum(ERASURE_STATES),
    reason: z.string(),
    requestedBy: z.string(),
    requestedAt: instantSchema,
    finishedAt: instantSchema.nullable(),
    counts: z.object({
      deleted: z.number().int().describe('Records that were about the person'),
      rewritten: z.number().int().describe('Records that named the person among others'),
      files: z.number().int().describe('Raw mails and uploaded files'),
    }),
  })
  .meta({ id: 'Erasure' });

const params = z.object({ id: leadIdSchema });

export const gdprRoutes = routes({
  exportLead: {
    operationId: 'exportLead',
    method: 'GET',
    path: '/api/leads/{id}/export',
    summary: 'Everything that Rex holds on a person, as one JSON document (Art. 15 and 20 GDPR).',
    roles: ADMINS,
    params,
    success: {
      status: 200,
      schema: z
        .object({
          exportedAt: instantSchema,
          workspace: z.string(),
          leadId: leadIdSchema,
          records: z
            .record(z.string(), z.array(z.unknown()))
            .describe(
              'By kind: the profile with its provenance, consents and suppression, orders, enrichments, replies, and so on',
            ),
          messages: z.array(z.unknown()).describe('What was sent, with what became of it'),
          missions: z.array(z.unknown()).describe('How missions scored and drafted for the person'),
          events: z.array(z.unknown()).describe('What happened to the person, oldest first'),
          mails: z
            .array(z.object({ key: z.string(), raw: z.string().nullable() }))
            .describe('Mails that the person sent, in Base64; null when the mail has expired'),
        })
        .meta({ id: 'PersonExport' }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  eraseLead: {
    operationId: 'eraseLead',
    method: 'POST',
    path: '/api/leads/{id}/erase',
    summary:
      'Erase everything about a person (Art. 17 GDPR). It cannot be undone. A keyed hash is left, so that a later import stays suppressed.',
    roles: ADMINS,
    params,
    body: z
      .strictObject({ reason: plainText({ max: 500 }).describe('Why; it should not name the person') })
      .meta({ id: 'EraseLead' }),
    success: { status: 202, schema: erasureSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  listErasures: {
    operationId: 'listErasures',
    method: 'GET',
    path: '/api/erasures',
    summary: 'Erasures, with their state. They name nobody.',
    roles: ADMINS,
    query: pageQuerySchema,
    success: {
      status: 200,
      schema: z.object({ erasures: z.array(erasureSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  replayErasures: {
    operationId: 'replayErasures',
    method: 'POST',
    path: '/api/erasures/replay',
    summary: 'After a restore from a backup: erase again whoever was erased before.',
    roles: ADMINS,
    success: { status: 202, schema: z.object({ erasures: z.number().int() }) },
    errors: [],
  },
});
