import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { DELIVERY_STATES } from '../../../shared/webhooks/contract/webhooks.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { endpointField } from '../id-fields.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';
import { attemptText } from '../webhook-text.ts';

export const webhooksDeliveries = defineCommand({
  name: 'webhooks deliveries',
  summary: 'What was delivered to an endpoint in the last 7 days, newest first',
  details: '--json has every attempt, and the bodies.',
  examples: ['rex webhooks deliveries wh_01jd8w5gk3q4v6x8z0a2c4e6g8 --state failed'],
  positionals: ['endpoint'],
  input: z.strictObject({
    endpoint: endpointField,
    state: value(
      'STATE',
      z.enum(DELIVERY_STATES).optional(),
      `Only deliveries in this state: ${DELIVERY_STATES.join(', ')}`,
    ),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, { endpoint: id, ...query }) {
    const page = await call(await connect(context), webhookRoutes.listWebhookDeliveries, {
      params: { id },
      query,
    });
    const table = renderTable(page.deliveries, [
      { title: 'Delivery', cell: (each) => each.id },
      { title: 'Event', cell: ({ type }) => type },
      { title: 'When', cell: ({ at }) => moment(at) },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Tries', cell: ({ attempts }) => attempts.length, align: 'right' },
      { title: 'Last', cell: ({ attempts }) => attempts.slice(-1).map(attemptText).join(''), maxWidth: 50 },
    ]);
    const none = 'Nothing in the last 7 days.';
    return { json: page, text: page.deliveries.length === 0 ? none : table + moreHint(page.cursor) };
  },
});
