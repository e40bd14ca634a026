import type { Acts } from '../../../seats/app/carry-out.ts';
import type { Looks } from '../../../seats/app/look.ts';
import type { Reviews } from '../../../seats/app/review-due.ts';
import type { Cards } from '../../../seats/app/view-seat.ts';
import type { Notification } from '../contract/schemas.ts';
import type { herald } from '../contract/seat.ts';
import { registerSubscriber, reviewSubscription, unregisterSubscriber } from './change-subscription.ts';
import type { HeraldDeps } from './deps.ts';
import { communicationLog, listSubscribers } from './look.ts';
import { createHeraldTemplate, formatMessage } from './write-template.ts';
import { approveBroadcast, reviewWritten, sendBroadcast, sendNotification } from './write-to-members.ts';

export const acts: Acts<typeof herald, HeraldDeps> = {
  sendNotification,
  registerSubscriber,
  unregisterSubscriber,
  formatMessage,
  sendBroadcast,
  approveBroadcast,
  createHeraldTemplate,
};

export const looks: Looks<typeof herald, HeraldDeps> = {
  listHeraldSubscribers: (deps, { workspace }) => listSubscribers(deps, workspace),
  getCommunicationLog: (deps, asked) => communicationLog(deps, asked),
};

export const reviews: Reviews<HeraldDeps> = {
  notification: reviewWritten,
  broadcast: reviewWritten,
  subscription: reviewSubscription,
};

export const cards: Cards = (works) => {
  const of = (name: string) => works.filter(({ kind }) => kind === name);
  const told = [...of('notification'), ...of('broadcast')].filter(({ state }) => state === 'told');
  const waiting = of('broadcast').filter(({ state }) => state === 'awaiting');
  return [
    {
      title: 'Written and told',
      value: told.length,
      unit: 'count',
      of: told,
      says: 'Notifications and broadcasts.',
    },
    {
      title: 'Members told',
      value: told.reduce((sum, { result }) => sum + (result as Notification).to.length, 0),
      unit: 'count',
      of: told,
      says: 'Each counts once for everything that was written to them.',
    },
    {
      title: 'Broadcasts that wait',
      value: waiting.length,
      unit: 'count',
      of: waiting,
      says: 'For the approval of a person.',
    },
    {
      title: 'Templates',
      value: of('template').length,
      unit: 'count',
      of: of('template'),
      says: 'Of messages.',
    },
  ];
};
