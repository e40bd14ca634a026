import * as z from 'zod';
import { newsletterOf } from '../../../shared/newsletter/contract/issue.ts';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { issueField } from '../id-fields.ts';
import { renderFacts } from '../terminal/table.ts';

export const newsletterIssue = defineCommand({
  name: 'newsletter issue',
  summary: 'One issue of a newsletter: how far it is, and what became of it',
  examples: ['rex newsletter issue news-01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['issue'],
  input: z.strictObject({ issue: issueField }),
  async run(context, { issue }) {
    const params = { id: newsletterOf(issue), issue };
    const shown = await call(await connect(context), newsletterRoutes.getIssue, { params });
    const { counts } = shown;
    const rows = renderFacts([
      ['Subject', shown.subject],
      ['From', shown.from],
      ['To', `${counts.recipients} subscribers (${shown.segment ?? 'all'}), as of ${shown.asOf}`],
      ['State', shown.reason === null ? shown.state : `${shown.state}: ${shown.reason}`],
      ['Began', shown.startedAt ?? 'not yet'],
      ['Ended', shown.finishedAt ?? 'not yet'],
      ['Sent', `${counts.sent}; ${counts.refused} refused, ${counts.unclear} unclear`],
      ['Delivered', `${counts.delivered}; ${counts.bounced} bounced, ${counts.deferred} for the moment`],
      ['Opened', `by ${counts.opened} people, ${counts.opens} times`],
      ['Clicked', `by ${counts.clicked} people, ${counts.clicks} times`],
      ...shown.links.map(
        ({ url, people, clicks }) =>
          ['', `${url ?? 'another link'}: ${people} people, ${clicks} times`] as const,
      ),
      ['Complained', `${counts.complained}`],
      ['Left', `${counts.left}`],
      ['Task', shown.task],
      ...(shown.archiveAddress === null ? [] : [['Page', shown.archiveAddress] as const]),
    ]);
    return { json: shown, text: rows };
  },
});
