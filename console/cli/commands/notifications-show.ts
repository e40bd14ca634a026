import * as z from 'zod';
import { notificationRoutes } from '../../../shared/notifications/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { subscriptionText } from '../subscription-text.ts';

export const notificationsShow = defineCommand({
  name: 'notifications show',
  summary: 'What you are told, and how',
  examples: ['rex notifications show'],
  input: z.strictObject({}),
  async run(context) {
    const member = await call(await connect(context), notificationRoutes.getSubscription, {});
    return { json: member, text: subscriptionText(member) };
  },
});
