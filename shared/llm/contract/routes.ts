import * as z from 'zod';
import { isoDateSchema } from '../../kernel/contract/common.ts';
import { ANYONE, routes } from '../../kernel/contract/route.ts';

const usd = z.number().describe('US dollars');

/** The webhook of OpenAI, as far as it is read. */
export const llmWebhookSchema = z.object({
  type: z.string(),
  data: z.object({ id: z.string().min(1).max(200) }),
});

export const llmRoutes = routes({
  llmWebhook: {
    operationId: 'llmWebhook',
    method: 'POST',
    path: '/webhook/llm',
    summary: 'Webhook of the provider of the language model: an answer is ready, or will not come.',
    roles: 'signed',
    headers: z.object({
      'webhook-id': z.string().describe('Id of the message (Standard Webhooks)'),
      'webhook-timestamp': z
        .string()
        .describe('Time of the message in seconds since 1970 (Standard Webhooks)'),
      'webhook-signature': z.string().describe('Signature of the message (Standard Webhooks)'),
    }),
    body: llmWebhookSchema,
    success: { status: 204 },
    errors: ['VALIDATION_FAILED'],
  },
  llmUsage: {
    operationId: 'llmUsage',
    method: 'GET',
    path: '/api/rex/llm/usage',
    summary:
      'Whether there is a language model, and its calls today: how many, what they cost, what is left of the budget.',
    roles: ANYONE,
    query: z.object({ day: isoDateSchema.optional() }),
    success: {
      status: 200,
      schema: z.object({
        day: isoDateSchema,
        configured: z
          .boolean()
          .describe(
            'Whether a language model is set up. Without one, missions take the built-in messages, which name the offer and not the goal',
          ),
        spentUsd: usd,
        leftUsd: usd,
        cacheHitRate: z
          .number()
          .nullable()
          .describe('Share of answers that came from the cache; null when there were no answers'),
        purposes: z.array(
          z.object({
            purpose: z.string(),
            calls: z.number().int(),
            remembered: z.number().int(),
            failed: z.number().int(),
            inputTokens: z.number().int(),
            outputTokens: z.number().int(),
            costUsd: usd,
          }),
        ),
      }),
    },
    errors: ['VALIDATION_FAILED'],
  },
});
