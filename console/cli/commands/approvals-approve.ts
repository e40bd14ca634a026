import * as z from 'zod';
import { approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { call } from '../api-client.ts';
import { approvedText } from '../approval-text.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { approvalField } from '../id-fields.ts';

export const approvalsApprove = defineCommand({
  name: 'approvals approve',
  summary: 'Approve the messages, or the change, that "approvals show" describes',
  details:
    'The approval binds exactly these messages, or this change, by a digest. With --digest, name the digest that you saw,\n' +
    'and the approval is refused if they have changed since.',
  examples: ['rex approvals approve a_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['approval'],
  input: z.strictObject({
    approval: approvalField,
    digest: value('DIGEST', z.string().optional(), 'The digest that you saw (the current one)'),
  }),
  async run(context, { approval: id, digest }) {
    const connection = await connect(context);
    const seen =
      digest ??
      (await call(connection, approvalRoutes.getApproval, { params: { id }, query: { sample: 0 } })).digest;
    const approved = await call(connection, approvalRoutes.approve, {
      params: { id },
      body: { digest: seen },
    });
    return {
      json: approved,
      text: `${approved.id} is ${approved.state}: ${approvedText(approved)}.`,
    };
  },
});
