import { expect, it } from 'vitest';
import * as z from 'zod';
import { payloadFields } from './payload-text.ts';

it('says of each field what it takes, what it is for, and whether it may be left out', () => {
  const payload = z.strictObject({
    connection: z.string().describe('An account'),
    changes: z.array(
      z.union([
        z.strictObject({ what: z.literal('budget'), amount: z.string() }),
        z.strictObject({ what: z.enum(['on', 'off']), id: z.string().optional() }),
      ]),
    ),
    sitemap: z.boolean().default(false),
  });
  expect(payloadFields(z.toJSONSchema(payload, { io: 'input' }))).toBe(
    [
      'connection  An account',
      '            string',
      'changes     a list of { what: "budget", amount: string }',
      '            or { what: "on" or "off", [id]: string }',
      '[sitemap]   boolean',
    ].join('\n'),
  );
});
