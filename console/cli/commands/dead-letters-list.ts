import * as z from 'zod';
import { DEAD_LETTER_STATES, operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { oneLine, renderTable } from '../terminal/table.ts';

export const deadLettersList = defineCommand({
  name: 'dead-letters list',
  summary: 'Messages that failed after several tries, newest first: what failed, and why',
  details: 'Fix the cause; "rex dead-letters replay" then puts the message back on its queue.',
  examples: [
    'rex dead-letters list --state open',
    'rex dead-letters list --json | jq .deadLetters[].failure',
  ],
  input: z.strictObject({
    state: value(
      'STATE',
      z.enum(DEAD_LETTER_STATES).optional(),
      `Only messages in this state: ${DEAD_LETTER_STATES.join(', ')}`,
    ),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), operationRoutes.listDeadLetters, { query });
    const table = renderTable(page.deadLetters, [
      { title: 'Message', cell: ({ id }) => id },
      { title: 'Queue', cell: ({ queue }) => queue },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Tries', cell: ({ receives }) => receives, align: 'right' },
      {
        title: 'Why',
        cell: ({ failure }) => (failure ? oneLine(`${failure.code}: ${failure.problem}`) : undefined),
        maxWidth: 60,
      },
      { title: 'Given up', cell: ({ diedAt }) => moment(diedAt) },
    ]);
    const open = page.deadLetters.filter(({ state }) => state === 'open');
    const impacts = new Set(
      open.flatMap(({ queue, impact }) => (impact ? `${queue}: ${oneLine(impact)}` : [])),
    );
    const text =
      page.deadLetters.length === 0
        ? 'No dead letters.'
        : [table, ...(impacts.size > 0 ? ['', ...impacts] : [])].join('\n') + moreHint(page.cursor);
    return { json: page, text };
  },
});
