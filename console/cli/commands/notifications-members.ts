import * as z from 'zod';
import { notificationRoutes } from '../../../shared/notifications/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { subscriptionText } from '../subscription-text.ts';

export const notificationsMembers = defineCommand({
  name: 'notifications members',
  summary: 'Who has a subscription, for admins',
  examples: ['rex notifications members'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), notificationRoutes.listNotifiedMembers, {});
    const text = answer.members.map(subscriptionText).join('\n\n');
    return { json: answer, text: text || 'Nobody has a subscription.' };
  },
});
