import * as z from 'zod';
import { rexEventSchema } from '../../kernel/contract/envelope.ts';
import { EVENT_CHANNELS } from '../../kernel/contract/event-channels.ts';
import type { EventContract } from '../../kernel/contract/event-contract.ts';

type Json = Readonly<Record<string, unknown>>;

/** The AsyncAPI 3.0 document of the event catalogue: every channel, every event with its data and an example. */
export function asyncApiDocument(contracts: ReadonlyMap<string, EventContract>, version: string): Json {
  const used = EVENT_CHANNELS.filter((channel) =>
    [...contracts.values()].some((each) => each.channel === channel),
  );
  const named = (channel: string) => [...contracts].filter(([, each]) => each.channel === channel);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rex events',
      version,
      description:
        'Everything that happens in a workspace. On EventBridge, an event has the source `rex` and its name as detail-type; ' +
        'on the WebSocket, subscribers of its channel receive it as `{"type":"event","position":…,"event":…}`. ' +
        'An event may come more than once and in any order; its id identifies it, and its sequence gives the order within its aggregate.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      used.map((channel) => [
        channel,
        {
          address: channel,
          messages: Object.fromEntries(
            named(channel).map(([name]) => [name, { $ref: `#/components/messages/${name}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      used.map((channel) => [channel, { action: 'send', channel: { $ref: `#/channels/${channel}` } }]),
    ),
    components: {
      messages: Object.fromEntries([...contracts].map(([name, contract]) => [name, message(name, contract)])),
      schemas: { Event: jsonOf(rexEventSchema) },
    },
  };
}

const message = (name: string, { version, aggregate, summary, data, example }: EventContract): Json => ({
  name,
  summary,
  description: `Version ${version}. About one ${aggregate}.`,
  payload: {
    allOf: [
      { $ref: '#/components/schemas/Event' },
      {
        type: 'object',
        properties: {
          name: { const: name },
          schemaVersion: { const: version },
          data: jsonOf(data),
        },
      },
    ],
  },
  examples: [{ name, payload: { name, schemaVersion: version, data: example } }],
});

function jsonOf(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'output' });
  return json;
}
