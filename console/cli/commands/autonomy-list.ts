import * as z from 'zod';
import { autonomyRoutes } from '../../../shared/autonomy/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { oneLine, renderTable } from '../terminal/table.ts';

export const autonomyList = defineCommand({
  name: 'autonomy list',
  summary: 'What each agent may do by itself by now, why, and what it would need for more',
  details:
    'An agent earns it for one kind of effect in one segment, by effects that members approve unchanged, and loses it at once when a member undoes one or takes it back.',
  examples: ['rex autonomy list', 'rex autonomy list --json'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), autonomyRoutes.listAutonomy, {});
    const table = renderTable(answer.autonomy, [
      { title: 'Agent', cell: ({ agent }) => oneLine(agent) },
      { title: 'Effect', cell: ({ effect }) => effect },
      { title: 'Segment', cell: ({ segment }) => oneLine(segment) },
      { title: 'By itself', cell: ({ byItself }) => (byItself ? 'yes' : 'no') },
      { title: 'Why', cell: ({ sentence }) => oneLine(sentence), maxWidth: Number.POSITIVE_INFINITY },
    ]);
    return {
      json: answer,
      text:
        answer.autonomy.length === 0
          ? 'No agent has a record yet: it begins when a member decides about a task that somebody else asked for.'
          : table,
    };
  },
});
