import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { stopText } from '../../../shared/missions/contract/still-sending.ts';
import { call } from '../api-client.ts';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';
import { inboxField } from '../inbox-field.ts';

export const inboxesPause = defineCommand({
  name: 'inboxes pause',
  summary: 'Pause an inbox: nothing more goes out from it, and its missions wait',
  examples: ['rex inboxes pause ann@mail.acme.example'],
  positionals: ['inbox'],
  input: z.strictObject({
    inbox: inboxField,
    reason: value('TEXT', z.string().optional(), 'Reason, which is kept in the audit log'),
    move: flag('Its missions go on from another inbox, which needs a new approval'),
  }),
  async run(context, { inbox: { domain: id, name }, reason, move }) {
    const answer = await call(await connect(context), resourceRoutes.pauseInbox, {
      params: { id },
      body: { name, reason, missions: move ? 'move' : 'wait' },
    });
    return { json: answer, text: stopText(`${name}@${id} is ${answer.status}.`, answer) };
  },
});
