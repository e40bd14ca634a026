import * as z from 'zod';
import { CHANNELS } from '../../../shared/channels/contract/channels.ts';
import { CONVERSATION_STATES } from '../../../shared/inbox/contract/conversation.ts';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { missionIdSchema } from '../../../shared/kernel/contract/common.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';

const text = (placeholder: string, help: string) =>
  value(placeholder, z.string().min(1).max(200).optional(), help);

export const inboxList = defineCommand({
  name: 'inbox list',
  summary: 'Conversations with people over all channels, the latest first',
  details: 'A conversation begins when a person writes, or when you open it with "rex inbox open".',
  examples: [
    'rex inbox list',
    'rex inbox list --assignee me',
    'rex inbox list --state snoozed --label pricing --json',
  ],
  input: z.strictObject({
    state: value(
      'STATE',
      z.enum(CONVERSATION_STATES).default('open'),
      `Only conversations in this state: ${CONVERSATION_STATES.join(', ')}`,
    ),
    assignee: text('SUBJECT', 'Only those of this member; "me" for your own, "nobody" for unassigned ones'),
    label: text('LABEL', 'Only those with this label'),
    class: text('CLASS', 'Only those whose latest message is of this class'),
    channel: value(
      'CHANNEL',
      z.enum(CHANNELS).optional(),
      'Only those in which the person used this channel',
    ),
    mission: value(
      'MISSION',
      missionIdSchema.optional(),
      'Only those in which the person answered this mission',
    ),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), inboxRoutes.listConversations, { query });
    const table = renderTable(page.conversations, [
      { title: 'Conversation', cell: ({ id }) => id },
      { title: 'Last', cell: ({ lastAt }) => moment(lastAt) },
      { title: 'By', cell: ({ latest }) => latest?.channel ?? '' },
      { title: 'Person', cell: ({ lead }) => lead.email ?? lead.id, maxWidth: 36 },
      { title: 'Class', cell: (each) => each.class ?? '' },
      { title: 'Assigned to', cell: ({ assignee }) => assignee ?? '', maxWidth: 24 },
      { title: 'Labels', cell: ({ labels }) => labels.join(', '), maxWidth: 24 },
      { title: 'Words', cell: ({ latest }) => latest?.text ?? '', maxWidth: 48 },
    ]);
    return {
      json: page,
      text: page.conversations.length === 0 ? 'No conversations.' : table + moreHint(page.cursor),
    };
  },
});
