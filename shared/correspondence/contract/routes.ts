import * as z from 'zod';
import { plainText } from '../../kernel/contract/common.ts';
import { ANYONE, APPROVERS, routes } from '../../kernel/contract/route.ts';
import { faqBodySchema, faqEntryViewSchema, faqIdSchema, faqMatchSchema } from './faq.ts';

const params = z.object({ id: faqIdSchema });

export const correspondenceRoutes = routes({
  listFaq: {
    operationId: 'listFaq',
    method: 'GET',
    path: '/api/faq',
    summary: 'The approved answers to frequent questions.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ entries: z.array(faqEntryViewSchema) }) },
    errors: [],
  },
  putFaqEntry: {
    operationId: 'putFaqEntry',
    method: 'POST',
    path: '/api/faq',
    summary:
      'Add or replace an approved answer to a frequent question. It goes out by itself where the workspace lets it, so whoever approves writes it.',
    roles: APPROVERS,
    body: faqBodySchema,
    success: { status: 200, schema: faqEntryViewSchema },
    errors: ['VALIDATION_FAILED', 'CONFLICT'],
  },
  removeFaqEntry: {
    operationId: 'removeFaqEntry',
    method: 'DELETE',
    path: '/api/faq/{id}',
    summary: 'Remove an entry from the list of frequent questions.',
    roles: APPROVERS,
    params,
    success: { status: 200, schema: z.object({ id: faqIdSchema }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  matchFaq: {
    operationId: 'matchFaq',
    method: 'POST',
    path: '/api/faq/match',
    summary: 'Which entry would answer a text, how like it is, and whether that is certain. Nothing is sent.',
    roles: ANYONE,
    body: z.strictObject({ text: plainText({ max: 10_000 }) }),
    success: { status: 200, schema: faqMatchSchema },
    errors: ['VALIDATION_FAILED'],
  },
});
