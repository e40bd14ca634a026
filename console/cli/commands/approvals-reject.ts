import * as z from 'zod';
import { approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { approvalField } from '../id-fields.ts';

export const approvalsReject = defineCommand({
  name: 'approvals reject',
  summary: 'Reject messages: nothing is sent and the mission ends. Or reject a change: nothing changes',
  examples: ['rex approvals reject a_01jd8w5gk3q4v6x8z0a2c4e6g8 --reason "Tone is off"'],
  positionals: ['approval'],
  input: z.strictObject({
    approval: approvalField,
    reason: value('TEXT', z.string().min(1), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { approval: id, reason }) {
    const rejected = await call(await connect(context), approvalRoutes.reject, {
      params: { id },
      body: { reason },
    });
    return { json: rejected, text: `${rejected.id} is ${rejected.state}.` };
  },
});
