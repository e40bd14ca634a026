import * as z from 'zod';
import { EVENT_CHANNELS } from '../../../shared/kernel/contract/event-channels.ts';
import { operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { followEvents } from '../../live/follow-events.ts';
import type { HeardEvent } from '../../live/heard.ts';
import { call } from '../api-client.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';

import { moment } from '../terminal/moment.ts';
import { oneLine } from '../terminal/table.ts';

export const eventsTail = defineCommand({
  name: 'events tail',
  summary: 'Print the events of the workspace as they happen',
  details:
    'Runs until it is stopped, or until it has printed --count events. With --json it prints one JSON value a line. It makes a\n' +
    'lost connection again and prints the events that it missed.',
  examples: ['rex events tail', 'rex events tail --channel errors --channel missions --json'],
  input: z.strictObject({
    channel: values(
      'CHANNEL',
      z.array(z.enum(EVENT_CHANNELS)).default([...EVENT_CHANNELS]),
      `Only events of these channels (all): ${EVENT_CHANNELS.join(', ')}`,
    ),
    count: value('N', z.coerce.number().int().min(1).optional(), 'Stop after this number of events'),
  }),
  async run(context, { channel: channels, count = Number.POSITIVE_INFINITY }) {
    const { streams, settings, signal } = context;
    const connection = await connect(context);
    const stop = new AbortController();
    const following = followEvents({
      ticket: () => call(connection, operationRoutes.realtimeTicket, {}),
      channels,
      signal: AbortSignal.any([signal, stop.signal]),
      onState: (state) =>
        streams.stderr.write(state === 'open' ? 'Listening. Ctrl-C ends it.\n' : 'Lost; connecting again.\n'),
    });
    let printed = 0;
    for await (const event of following) {
      streams.stdout.write(`${settings.json ? JSON.stringify(event) : lineOf(event)}\n`);
      printed += 1;
      if (printed >= count) stop.abort();
    }
    return { json: undefined, text: '', streamed: true };
  },
});

const lineOf = ({ at, channel, name, aggregate, data }: HeardEvent): string =>
  oneLine(`${moment(at)}  ${channel}  ${name}  ${aggregate?.id ?? ''}  ${JSON.stringify(data ?? {})}`);
