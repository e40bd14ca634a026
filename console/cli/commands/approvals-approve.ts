import * as z from 'zod';
import { approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { call } from '../api-client.ts';
import { approvedText, renderApproval } from '../approval-text.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { approvalField } from '../id-fields.ts';
import { seenDigest } from '../seen-digest.ts';

/** So many messages of a mission are shown. */
const SAMPLE = 3;

export const approvalsApprove = defineCommand({
  name: 'approvals approve',
  summary: 'Approve the messages, or the change, that "approvals show" describes',
  details:
    'The approval binds exactly these messages, or this change, by a digest. With --digest, name the digest that\n' +
    '"rex approvals show" printed: the approval is refused if they have changed since. Without it, they are shown, and you are asked.',
  examples: [
    'rex approvals approve a_01jd8w5gk3q4v6x8z0a2c4e6g8',
    'rex approvals approve a_01jd8w5gk3q4v6x8z0a2c4e6g8 --digest 35lYAU6NbvJqGi-hAzmf7rJNuASMlHNDRMgQ4x6hqkA',
  ],
  positionals: ['approval'],
  input: z.strictObject({
    approval: approvalField,
    digest: value('DIGEST', z.string().optional(), 'The digest that you saw'),
  }),
  async run(context, { approval: id, digest: said }) {
    const connection = await connect(context);
    const digest = said ?? (await shownDigest());
    const approved = await call(connection, approvalRoutes.approve, { params: { id }, body: { digest } });
    return {
      json: approved,
      text: `${approved.id} is ${approved.state}: ${approvedText(approved)}.`,
    };

    async function shownDigest(): Promise<string> {
      const found = await call(connection, approvalRoutes.getApproval, {
        params: { id },
        query: { sample: SAMPLE },
      });
      const [show, approve] = [`rex approvals show ${id}`, `rex approvals approve ${id}`];
      return seenDigest({ shown: renderApproval(found), digest: found.digest, show, approve }, context);
    }
  },
});
