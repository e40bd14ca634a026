import * as z from 'zod';
import { pageQuerySchema } from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, routes } from '../../kernel/contract/route.ts';
import {
  memberBodySchema,
  memberViewSchema,
  noticeIdSchema,
  noticeViewSchema,
  subscriptionBodySchema,
} from './notifications.ts';

const member = z.object({ member: z.string().min(1).max(200) });

export const notificationRoutes = routes({
  listNotifications: {
    operationId: 'listNotifications',
    method: 'GET',
    path: '/api/notifications',
    summary: 'Your notifications, newest first. A page of a filtered list may be short.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ unread: z.stringbool().optional() }),
    success: {
      status: 200,
      schema: z.object({ notifications: z.array(noticeViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  readNotification: {
    operationId: 'readNotification',
    method: 'POST',
    path: '/api/notifications/{id}/read',
    summary: 'Mark a notification as read.',
    roles: ANYONE,
    params: z.object({ id: noticeIdSchema }),
    success: { status: 200, schema: noticeViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  readAllNotifications: {
    operationId: 'readAllNotifications',
    method: 'POST',
    path: '/api/notifications/read',
    summary: 'Mark all of your notifications as read.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ read: z.number().int() }) },
    errors: [],
  },
  getSubscription: {
    operationId: 'getSubscription',
    method: 'GET',
    path: '/api/notifications/subscription',
    summary: 'What you are told, and how.',
    roles: ANYONE,
    success: { status: 200, schema: memberViewSchema },
    errors: ['NOT_FOUND'],
  },
  subscribe: {
    operationId: 'subscribe',
    method: 'PUT',
    path: '/api/notifications/subscription',
    summary:
      'Say what you want to be told, and how. Your e-mail address and role are those of your token. Without a subscription you are told nothing.',
    roles: ANYONE,
    body: subscriptionBodySchema,
    success: { status: 200, schema: memberViewSchema },
    errors: ['VALIDATION_FAILED', 'CONFLICT'],
  },
  listNotifiedMembers: {
    operationId: 'listNotifiedMembers',
    method: 'GET',
    path: '/api/notifications/members',
    summary: 'The members who have a subscription.',
    roles: ADMINS,
    success: { status: 200, schema: z.object({ members: z.array(memberViewSchema) }) },
    errors: [],
  },
  setNotifiedMember: {
    operationId: 'setNotifiedMember',
    method: 'PUT',
    path: '/api/notifications/members/{member}',
    summary: 'Say which user of Slack a member is: that user decides in their name.',
    roles: ADMINS,
    params: member,
    body: memberBodySchema,
    success: { status: 200, schema: memberViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  removeNotifiedMember: {
    operationId: 'removeNotifiedMember',
    method: 'DELETE',
    path: '/api/notifications/members/{member}',
    summary:
      'End the subscription of a member, who is told nothing more and decides no more by links or Slack. For people who have left.',
    roles: ADMINS,
    params: member,
    success: { status: 200, schema: z.object({ removed: z.string() }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
});
