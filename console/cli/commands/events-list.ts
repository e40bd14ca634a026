import * as z from 'zod';
import { EVENT_CONTRACTS } from '../../../shared/api/contract/catalogue.ts';
import { EVENT_CHANNELS } from '../../../shared/kernel/contract/event-channels.ts';
import { defineCommand, value } from '../command.ts';
import { renderTable } from '../terminal/table.ts';

export const eventsList = defineCommand({
  name: 'events list',
  summary: 'Every kind of event that Rex publishes, with an example of its data',
  details: 'Needs no running Rex. A running one has the schemas in /asyncapi.json.',
  examples: ['rex events list --channel domains', 'rex events list --json'],
  input: z.strictObject({
    channel: value(
      'CHANNEL',
      z.enum(EVENT_CHANNELS).optional(),
      `Only events of this channel: ${EVENT_CHANNELS.join(', ')}`,
    ),
  }),
  async run(_, { channel }) {
    const events = [...EVENT_CONTRACTS]
      .map(([name, { data: _data, ...contract }]) => ({ name, ...contract }))
      .filter((each) => channel === undefined || each.channel === channel);
    const table = renderTable(events, [
      { title: 'Event', cell: ({ name }) => name },
      { title: 'Channel', cell: (each) => each.channel },
      { title: 'Version', cell: ({ version }) => version, align: 'right' },
      { title: 'What', cell: ({ summary }) => summary, maxWidth: 90 },
    ]);
    return { json: { events }, text: events.length === 0 ? 'No events on this channel yet.' : table };
  },
});
