import * as z from 'zod';
import { ANYONE, routes } from '../../kernel/contract/route.ts';

export const mcpRoutes = routes({
  mcp: {
    operationId: 'mcp',
    method: 'POST',
    path: '/mcp',
    summary:
      'The Model Context Protocol over streamable HTTP, without sessions: tools made of the routes that the caller may use. A model can propose what people approve, and approve nothing.',
    roles: ANYONE,
    query: z.object({
      areas: z
        .string()
        .max(300)
        .optional()
        .describe('Only tools of these areas, with commas, such as leads,missions'),
    }),
    body: z
      .object({ jsonrpc: z.literal('2.0'), method: z.string().max(200).optional() })
      .loose()
      .describe('A message of JSON-RPC 2.0'),
    success: { status: 200, schema: z.looseObject({ jsonrpc: z.literal('2.0') }) },
    errors: ['VALIDATION_FAILED', 'MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  },
});
