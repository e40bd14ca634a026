import * as z from 'zod';
import { createKeyBodySchema, KEY_ROLES } from '../../../shared/members/contract/members.ts';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

export const keysCreate = defineCommand({
  name: 'keys create',
  summary: 'Make an API key for a program',
  details:
    'Prints the key, once. A program sends it as "Authorization: Bearer KEY". It may do what its role may, but manages no\n' +
    'members and no keys.',
  examples: ['rex keys create "CRM export" --role viewer', 'rex keys create CI --role operator --days 90'],
  positionals: ['name'],
  input: z.strictObject({
    name: value('NAME', createKeyBodySchema.shape.name, 'What it is for'),
    role: value('ROLE', z.enum(KEY_ROLES).default('viewer'), 'What it may do'),
    days: value('N', z.coerce.number().int().min(1).max(3650).optional(), 'It ends after so many days'),
  }),
  async run(context, { name, role, days: expiresInDays }) {
    const made = await call(await connect(context), memberRoutes.createApiKey, {
      body: { name, role, expiresInDays },
    });
    return { json: made, text: `${made.id}\nkey: ${made.key}\nKeep the key: it is not shown again.` };
  },
});
