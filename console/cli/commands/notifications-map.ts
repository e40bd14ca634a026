import * as z from 'zod';
import { notificationRoutes } from '../../../shared/notifications/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { subscriptionText } from '../subscription-text.ts';

export const notificationsMap = defineCommand({
  name: 'notifications map',
  summary: 'Say which user of Slack a member is, for admins',
  details:
    'That user decides in the name of the member. Without --slack-user, nobody in Slack does any more.',
  examples: ['rex notifications map ann --slack-user U0123ABCD'],
  positionals: ['member'],
  input: z.strictObject({
    member: value('MEMBER', z.string(), 'As "rex notifications members" shows'),
    'slack-user': value('ID', z.string().optional(), 'The id of the user in Slack'),
  }),
  async run(context, { member, 'slack-user': slackUser = null }) {
    const answer = await call(await connect(context), notificationRoutes.setNotifiedMember, {
      params: { member },
      body: { slackUser },
    });
    return { json: answer, text: subscriptionText(answer) };
  },
});
