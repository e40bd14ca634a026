import * as z from 'zod';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { memberField } from '../id-fields.ts';

export const membersRemove = defineCommand({
  name: 'members remove',
  summary: 'Remove a member',
  details: 'Their token is refused within 10 seconds, and the API keys that they made are revoked.',
  examples: ['rex members remove 7d1f0c1e-2b1b-4c43-9f0e-5f0d0b9f8a11'],
  positionals: ['member'],
  input: z.strictObject({ member: memberField }),
  async run(context, { member }) {
    const removed = await call(await connect(context), memberRoutes.removeMember, {
      params: { subject: member },
    });
    return { json: removed, text: `${removed.subject} is no member any more.` };
  },
});
