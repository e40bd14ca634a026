import { ADMINS, ANYONE, APPROVERS, OPERATORS } from '../../../kernel/contract/route.ts';
import { seat } from '../../../seats/contract/seat.ts';
import {
  approveInputSchema,
  broadcastInputSchema,
  broadcastSchema,
  formatInputSchema,
  logQuerySchema,
  logSchema,
  messageSchema,
  notificationSchema,
  notifyInputSchema,
  subscribeInputSchema,
  subscribersSchema,
  subscriptionSchema,
  templateInputSchema,
  templateSchema,
  unsubscribeInputSchema,
} from './schemas.ts';

/** Tells members what people write to them, by the notifications that there are. */
export const herald = seat({
  name: 'herald',
  title: 'Herald',
  purpose: 'Tells members what was written to them, by the channels that they want, and says who got it.',
  capabilities: {
    send_notification: {
      does: 'Tells members what a person wrote.',
      method:
        'The notifications of Rex: each once, as the member wishes, with a bound of the hour and a digest.',
      reads: ['members', 'settings'],
      proposes: ['notifications'],
    },
    manage_subscribers: {
      does: 'Registers and unregisters members, by their own wish.',
      method: 'The subscriptions of the notifications; there are no others.',
      reads: ['members'],
      proposes: ['subscriptions'],
    },
    format_message: {
      does: 'Writes a message from a template.',
      method:
        'Liquid in a sandbox: outputs and conditions only. What a template names is checked when it is saved.',
      reads: ['templates', 'settings'],
      proposes: [],
    },
    broadcast_event: {
      does: 'Tells all members, once a person has approved exactly that.',
      method: 'A digest of the words, the channels and the recipients.',
      reads: ['members', 'settings'],
      proposes: ['notifications'],
    },
    get_communication_log: {
      does: 'Says who got what by which channel, and who has read it.',
      method: 'The notices that were made, as they are.',
      reads: ['notices'],
      proposes: [],
    },
  },
  kinds: {
    template: { prefix: 'tm', tab: 'Templates', states: { ready: [] }, result: templateSchema },
    message: { prefix: 'mg', tab: 'Templates', states: { formatted: [] }, result: messageSchema },
    notification: {
      prefix: 'nf',
      tab: 'Notifications',
      states: { queued: ['told'], told: [] },
      result: notificationSchema,
      readers: ADMINS,
    },
    broadcast: {
      prefix: 'bc',
      tab: 'Broadcasts',
      states: { awaiting: ['queued', 'expired'], queued: ['told'], told: [], expired: [] },
      result: broadcastSchema,
    },
    subscription: {
      prefix: 'sb',
      tab: 'Subscribers',
      states: { asked: ['done'], done: [] },
      result: subscriptionSchema,
    },
  },
  acts: {
    sendNotification: {
      capability: 'send_notification',
      path: '/notify/send',
      summary: 'Tell some members something. Who is not subscribed is named, and nobody is told.',
      roles: OPERATORS,
      input: notifyInputSchema,
      kind: 'notification',
    },
    registerSubscriber: {
      capability: 'manage_subscribers',
      path: '/subscribers/register',
      summary: 'Say what you want to be told. Nobody subscribes somebody else.',
      roles: ANYONE,
      input: subscribeInputSchema,
      kind: 'subscription',
    },
    unregisterSubscriber: {
      capability: 'manage_subscribers',
      path: '/subscribers/unregister',
      summary: 'End your subscription, or as an admin that of another member.',
      roles: ANYONE,
      input: unsubscribeInputSchema,
      kind: 'subscription',
    },
    formatMessage: {
      capability: 'format_message',
      path: '/messages/format',
      summary: 'Write a message from a template.',
      roles: OPERATORS,
      input: formatInputSchema,
      kind: 'message',
    },
    sendBroadcast: {
      capability: 'broadcast_event',
      path: '/broadcast/send',
      summary:
        'Say what all members are to be told: it answers how many get it by which channel, and waits for an approval.',
      roles: OPERATORS,
      input: broadcastInputSchema,
      kind: 'broadcast',
    },
    approveBroadcast: {
      capability: 'broadcast_event',
      path: '/broadcasts/{id}/approve',
      summary:
        'Approve exactly this broadcast; whoever wrote it may, in a role that approves. It goes out at once.',
      roles: APPROVERS,
      input: approveInputSchema,
      kind: 'broadcast',
      of: 'id',
      from: ['awaiting'],
    },
    createHeraldTemplate: {
      capability: 'format_message',
      path: '/templates/create',
      summary: 'Save a template. A variable that it does not have is refused by name.',
      roles: ADMINS,
      input: templateInputSchema,
      kind: 'template',
    },
  },
  lists: {
    listHeraldTemplates: { kind: 'template', path: '/templates', summary: 'Templates of messages.' },
    listBroadcasts: {
      kind: 'broadcast',
      path: '/broadcasts',
      summary: 'Broadcasts, and who approved them.',
      one: { operationId: 'getBroadcast', id: 'id' },
    },
  },
  looks: {
    listHeraldSubscribers: {
      path: '/subscribers',
      tab: 'Subscribers',
      summary: 'The members who are told anything, and how.',
      result: subscribersSchema,
    },
    getCommunicationLog: {
      path: '/communications/log',
      tab: 'Log',
      summary:
        'What you were told, by which channel, and whether you have read it; owners and admins see that of all. Newest first.',
      query: logQuerySchema,
      result: logSchema,
    },
  },
});
