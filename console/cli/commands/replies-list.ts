import * as z from 'zod';
import { REPLY_STATES } from '../../../shared/leads/contract/hold.ts';
import { REPLY_CLASSES } from '../../../shared/mail/contract/reply-class.ts';
import { replyRoutes } from '../../../shared/replies/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { classText } from '../reply-text.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';

export const repliesList = defineCommand({
  name: 'replies list',
  summary: 'Replies that a person has to read before Rex writes to their authors again',
  details:
    'Rex sends nothing automated to the author of a reply, from any mission on any channel, until somebody has decided\n' +
    'with "rex replies decide". Waiting replies are listed oldest first, decided ones latest first.',
  examples: [
    'rex replies list',
    'rex replies list --class interested',
    'rex replies list --state decided',
    'rex replies list --json',
  ],
  input: z.strictObject({
    state: value(
      'STATE',
      z.enum(REPLY_STATES).default('waiting'),
      `Only replies in this state: ${REPLY_STATES.join(' or ')}`,
    ),
    class: value(
      'CLASS',
      z.enum(REPLY_CLASSES).optional(),
      `Only replies whose authors want this: ${REPLY_CLASSES.join(', ')}`,
    ),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), replyRoutes.listReplies, { query });
    const table = renderTable(page.replies, [
      { title: 'Reply', cell: ({ id }) => id, maxWidth: 130 },
      { title: 'Since', cell: ({ receivedAt }) => moment(receivedAt) },
      { title: 'By', cell: ({ channel }) => channel },
      { title: 'Wants', cell: ({ reading }) => reading && classText(reading) },
      { title: 'Why', cell: ({ reason }) => reason },
      { title: 'Person', cell: ({ lead }) => lead.email ?? lead.id, maxWidth: 36 },
      { title: 'Words', cell: ({ text, subject }) => text || subject, maxWidth: 48 },
      {
        title: 'Decided',
        cell: ({ decision, lead }) => decision?.decision ?? (lead.suppressed ? 'suppressed meanwhile' : ''),
      },
    ]);
    const none = query.state === 'waiting' ? 'Nobody waits for a decision.' : 'Nothing was decided yet.';
    return { json: page, text: page.replies.length === 0 ? none : table + moreHint(page.cursor) };
  },
});
