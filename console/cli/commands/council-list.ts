import * as z from 'zod';
import { SEATS } from '../../../shared/lords/registry.ts';
import { statusOperation } from '../../../shared/seats/contract/seat.ts';
import { statusSchema } from '../../../shared/seats/contract/work.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { seatNamed } from '../seat-fields.ts';
import { cardValue } from '../seat-text.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';

export const councilList = defineCommand({
  name: 'council list',
  summary: 'The seats of the Council, with their figures',
  examples: ['rex council list', 'rex council list --json'],
  input: z.strictObject({}),
  async run(context) {
    const connection = await connect(context);
    const json = await Promise.all(
      SEATS.map(async (seat) => {
        const route = seatNamed(seat.name).routes[statusOperation(seat)];
        if (!route) throw new Error(`The ${seat.title} has no status.`);
        return statusSchema.parse(await call(connection, route, {}));
      }),
    );
    const text = renderTable(json, [
      { title: 'Seat', cell: ({ seat }) => seat },
      {
        title: 'Figures',
        cell: ({ cards }) => cards.map((card) => `${card.title} ${cardValue(card)}`).join('; '),
        maxWidth: 120,
      },
      { title: 'Latest', cell: ({ latestAt }) => (latestAt === null ? null : moment(latestAt)) },
    ]);
    return { json, text };
  },
});
