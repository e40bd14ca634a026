import * as z from 'zod';
import { ALERT_STATES } from '../../../shared/alerts/contract/alert.ts';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { renderFacts, renderTable } from '../terminal/table.ts';

export const alertsList = defineCommand({
  name: 'alerts list',
  summary: 'Alerts, newest first',
  details:
    'Below the list stands what each unresolved one says, and what to do about it. A cause has one alert until somebody resolves it; each repeat raises its count.',
  examples: ['rex alerts list --state open', 'rex alerts list --json'],
  input: z.strictObject({
    state: value(
      'STATE',
      z.enum(ALERT_STATES).optional(),
      `Only alerts in this state: ${ALERT_STATES.join(', ')}`,
    ),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), analyticsRoutes.listAlerts, { query });
    const table = renderTable(page.alerts, [
      { title: 'Alert', cell: ({ id }) => id },
      { title: 'Severity', cell: ({ severity }) => severity },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Times', cell: ({ count }) => count, align: 'right' },
      { title: 'What', cell: ({ title }) => title, maxWidth: 60 },
      { title: 'Last', cell: ({ lastAt }) => moment(lastAt) },
    ]);
    if (page.alerts.length === 0) return { json: page, text: 'No alerts.' };
    const unresolved = page.alerts.filter(({ state }) => state !== 'resolved');
    const said =
      unresolved.length === 0 ? '' : `\n\n${renderFacts(unresolved.map(({ id, message }) => [id, message]))}`;
    return { json: page, text: table + said + moreHint(page.cursor) };
  },
});
