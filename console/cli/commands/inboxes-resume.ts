import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { inboxField } from '../inbox-field.ts';

export const inboxesResume = defineCommand({
  name: 'inboxes resume',
  summary: 'Let a paused inbox send again',
  examples: ['rex inboxes resume ann@mail.acme.example'],
  positionals: ['inbox'],
  input: z.strictObject({
    inbox: inboxField,
    reason: value('TEXT', z.string().optional(), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { inbox: { domain: id, name }, reason }) {
    const answer = await call(await connect(context), resourceRoutes.resumeInbox, {
      params: { id },
      body: { name, reason },
    });
    return { json: answer, text: `${name}@${id} is ${answer.status}.` };
  },
});
