import * as z from 'zod';
import { SUBSCRIPTION_STATES } from '../../../shared/newsletter/contract/newsletter.ts';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { newsletterField } from '../id-fields.ts';
import { limitField, moreHint } from '../paging.ts';
import { renderTable } from '../terminal/table.ts';

export const newsletterSubscribers = defineCommand({
  name: 'newsletter subscribers',
  summary: 'Who gets a newsletter, and what proves that they want it',
  examples: ['rex newsletter subscribers news', 'rex newsletter subscribers news --state pending --json'],
  positionals: ['newsletter'],
  input: z.strictObject({
    newsletter: newsletterField,
    state: value(
      'STATE',
      z.enum(SUBSCRIPTION_STATES).default('confirmed'),
      `${SUBSCRIPTION_STATES.join(', ')} (confirmed)`,
    ),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, { newsletter: id, ...query }) {
    const page = await call(await connect(context), newsletterRoutes.listSubscribers, {
      params: { id },
      query,
    });
    const table = renderTable(page.subscribers, [
      { title: 'Person', cell: ({ lead }) => lead },
      { title: 'Address', cell: ({ email }) => email, maxWidth: 50 },
      { title: 'Since', cell: ({ since }) => since },
      { title: 'Asked', cell: ({ proof }) => proof.askedAt },
      { title: 'Where', cell: ({ proof }) => proof.source, maxWidth: 30 },
      {
        title: 'Confirmed',
        cell: ({ proof }) => proof.confirmedAt ?? (proof.by === null ? '' : `by ${proof.by}`),
      },
    ]);
    const none = `Nobody is ${query.state}.`;
    return { json: page, text: page.subscribers.length === 0 ? none : table + moreHint(page.cursor) };
  },
});
