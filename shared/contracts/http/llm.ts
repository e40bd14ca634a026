import * as z from 'zod';
import { isoDateSchema } from '../common.ts';
import { ANYONE, routes } from './route.ts';

const usd = z.number().describe('US dollars');

export const llmRoutes = routes({
  llmUsage: {
    operationId: 'llmUsage',
    method: 'GET',
    path: '/api/rex/llm/usage',
    summary: 'What the language model was asked today, what that cost, and what is left of the budget.',
    roles: ANYONE,
    query: z.object({ day: isoDateSchema.optional() }),
    success: {
      status: 200,
      schema: z.object({
        day: isoDateSchema,
        spentUsd: usd,
        leftUsd: usd,
        cacheHitRate: z.number().nullable().describe('Of all answers; null when there was none'),
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
