import * as z from 'zod';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { memberField } from '../id-fields.ts';

export const membersTransfer = defineCommand({
  name: 'members transfer',
  summary: 'Hand your ownership of the workspace to another member',
  details: 'You become an admin by it.',
  examples: ['rex members transfer 7d1f0c1e-2b1b-4c43-9f0e-5f0d0b9f8a11'],
  positionals: ['member'],
  input: z.strictObject({ member: memberField }),
  async run(context, { member }) {
    const owner = await call(await connect(context), memberRoutes.transferOwnership, {
      params: { subject: member },
    });
    return { json: owner, text: `${owner.subject} owns the workspace now; you are an admin.` };
  },
});
