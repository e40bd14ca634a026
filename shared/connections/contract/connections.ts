import * as z from 'zod';
import { instantSchema, lineText } from '../../kernel/contract/common.ts';
import { unionBy } from '../../kernel/contract/union-by.ts';
import { PROVIDER_TABLE, PROVIDERS, type Provider } from './providers.ts';

export const connectionIdSchema = z
  .string()
  .regex(/^con_[0-9a-z]{26}$/, 'the id of a connection looks like con_ and 26 characters');

export const CONNECTION_STATES = ['unchecked', 'working', 'refused', 'removing'] as const;

type Body<P extends Provider> = z.ZodObject<
  {
    provider: z.ZodLiteral<P>;
    name: z.ZodString;
    account: (typeof PROVIDER_TABLE)[P]['account'];
    secret: (typeof PROVIDER_TABLE)[P]['secret'];
  },
  z.core.$strict
>;

export const addConnectionBodySchema = unionBy<{ [P in Provider]: Body<P> }[Provider]>(
  'provider',
  PROVIDERS.map((provider) => {
    const { account, secret } = PROVIDER_TABLE[provider];
    return z.strictObject({ provider: z.literal(provider), name: lineText({ max: 60 }), account, secret });
  }),
);
export type AddConnectionBody = z.output<typeof addConnectionBodySchema>;

/** What it has to be is said by the provider of the connection. */
export const renewConnectionBodySchema = z.strictObject({
  secret: z.record(z.string(), z.string().max(4_000)),
});

export const connectionSchema = z
  .object({
    id: connectionIdSchema,
    provider: z.enum(PROVIDERS),
    name: z.string(),
    account: z.record(z.string(), z.string()),
    state: z
      .enum(CONNECTION_STATES)
      .describe(
        'unchecked: nobody has tried it; refused: a person has to renew it; removing: its removal was not finished',
      ),
    reason: z.string().nullable().describe('What is wrong, and what to do'),
    checkedAt: instantSchema.nullable(),
    accessUntil: instantSchema.nullable().describe('When the access token runs out, which Rex renews before'),
    version: z.number().int(),
    createdAt: instantSchema,
    createdBy: z.string(),
  })
  .meta({ id: 'Connection' });

export const testedConnectionSchema = z
  .object({
    connection: connectionSchema,
    outcome: z.enum(['working', 'refused', 'unavailable']).describe('unavailable: it may work later'),
    message: z.string().describe('What the provider said, and what to do'),
  })
  .meta({ id: 'TestedConnection' });
