import * as z from 'zod';
import { roleSchema } from '../../../shared/kernel/contract/common.ts';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { memberField } from '../id-fields.ts';

export const membersRole = defineCommand({
  name: 'members role',
  summary: 'Give a member another role',
  details: 'Only an owner makes or unmakes owners, and one owner always stays.',
  examples: ['rex members role 7d1f0c1e-2b1b-4c43-9f0e-5f0d0b9f8a11 operator'],
  positionals: ['member', 'role'],
  input: z.strictObject({ member: memberField, role: value('ROLE', roleSchema, 'The new role') }),
  async run(context, { member: subject, role }) {
    const changed = await call(await connect(context), memberRoutes.changeMember, {
      params: { subject },
      body: { role },
    });
    return { json: changed, text: `${changed.subject} is ${changed.role} now.` };
  },
});
