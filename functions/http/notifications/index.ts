import { systemClock } from '../../../shared/kernel/clock.ts';
import { notificationStores } from '../../../shared/notifications/adapters/stores.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { notificationsHandler } from './handler.ts';

export const handler = notificationsHandler({
  ...notificationStores(openTables(), systemClock),
  clock: systemClock,
});
