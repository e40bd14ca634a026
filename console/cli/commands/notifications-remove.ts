import * as z from 'zod';
import { notificationRoutes } from '../../../shared/notifications/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

export const notificationsRemove = defineCommand({
  name: 'notifications remove',
  summary: 'End the subscription of a member, for admins',
  details: 'Links that they were sent decide nothing any more, and neither does their user of Slack.',
  examples: ['rex notifications remove ann'],
  positionals: ['member'],
  input: z.strictObject({ member: value('MEMBER', z.string(), 'As "rex notifications members" shows') }),
  async run(context, { member }) {
    const answer = await call(await connect(context), notificationRoutes.removeNotifiedMember, {
      params: { member },
    });
    return { json: answer, text: `${member} is told nothing more.` };
  },
});
