import * as z from 'zod';
import { newsletterOf } from '../../../shared/newsletter/contract/issue.ts';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { issueField } from '../id-fields.ts';

export const newsletterResume = defineCommand({
  name: 'newsletter resume',
  summary: 'Let an issue go on that has stopped by itself',
  examples: [
    'rex newsletter resume news-01jd8w5gk3q4v6x8z0a2c4e6g8 --reason "The dead addresses are removed"',
  ],
  positionals: ['issue'],
  input: z.strictObject({
    issue: issueField,
    reason: value('TEXT', z.string().min(1), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { issue, reason }) {
    const params = { id: newsletterOf(issue), issue };
    const after = await call(await connect(context), newsletterRoutes.resumeIssue, {
      params,
      body: { reason },
    });
    return { json: after, text: `${after.id} goes on.` };
  },
});
