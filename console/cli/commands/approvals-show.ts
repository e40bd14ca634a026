import * as z from 'zod';
import { approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { call } from '../api-client.ts';
import { renderApproval } from '../approval-text.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { approvalField } from '../id-fields.ts';

export const approvalsShow = defineCommand({
  name: 'approvals show',
  summary: 'An approval with a sample of the exact messages that would go out, or with its change',
  examples: ['rex approvals show a_01jd8w5gk3q4v6x8z0a2c4e6g8 --sample 10'],
  positionals: ['approval'],
  input: z.strictObject({
    approval: approvalField,
    sample: value('N', z.coerce.number().int().min(0).max(50).default(3), 'Number of messages (3; up to 50)'),
  }),
  async run(context, { approval: id, sample }) {
    const approval = await call(await connect(context), approvalRoutes.getApproval, {
      params: { id },
      query: { sample },
    });
    return { json: approval, text: renderApproval(approval) };
  },
});
