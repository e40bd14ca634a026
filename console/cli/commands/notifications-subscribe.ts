import * as z from 'zod';
import { ALERT_SEVERITIES } from '../../../shared/alerts/contract/alert.ts';
import { APPROVAL_SUBJECTS } from '../../../shared/approvals/contract/routes.ts';
import { notificationRoutes } from '../../../shared/notifications/contract/routes.ts';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { NO_SYSTEM_SENDER } from '../../../shared/sending/contract/system-mail.ts';
import { call } from '../api-client.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { subscriptionText } from '../subscription-text.ts';

const from = (help: string) => value('SEVERITY', z.enum(ALERT_SEVERITIES).optional(), help);

export const notificationsSubscribe = defineCommand({
  name: 'notifications subscribe',
  summary: 'Say what you want to be told, and how',
  details: `This replaces your subscription. In "rex notifications list" everything is shown; e-mail, Slack and texts bring what is
at least as severe as you say. Severities: ${ALERT_SEVERITIES.join(', ')}. The digest is a daily e-mail.`,
  examples: [
    'rex notifications subscribe --email warning --digest info --requests task --requests messages',
    'rex notifications subscribe --sms critical --phone +14155550100',
  ],
  input: z.strictObject({
    email: from('E-mail at once'),
    digest: from('In the daily e-mail, when it is not told at once'),
    slack: from('A message to you in Slack, once an admin has said who you are there'),
    sms: from('A text to --phone'),
    phone: value('NUMBER', z.string().optional(), 'Such as +14155550100'),
    type: values('TYPE', z.array(z.string()).optional(), 'Only alerts of this type, such as task-failed'),
    requests: values(
      'SUBJECT',
      z.array(z.enum(APPROVAL_SUBJECTS)).default([]),
      `Approvals that wait: ${APPROVAL_SUBJECTS.join(', ')}`,
    ),
  }),
  async run(context, { email, digest, slack, sms, phone, type, requests }) {
    const byEmail = email !== undefined || digest !== undefined;
    const body = {
      channels: {
        ...(byEmail && { email: { from: email ?? null, digestFrom: digest ?? null } }),
        ...(slack && { slack: { from: slack } }),
        ...(sms && { sms: { from: sms } }),
      },
      ...(phone !== undefined && { phone }),
      ...(type !== undefined && { types: type }),
      requests,
    };
    const connection = await connect(context);
    const member = await call(connection, notificationRoutes.subscribe, { body });
    const { systemMailFrom } = await call(connection, systemRoutes.status, {});
    const silent = byEmail && systemMailFrom === null ? `\n  No mail goes out. ${NO_SYSTEM_SENDER}` : '';
    return { json: member, text: `${subscriptionText(member)}${silent}` };
  },
});
