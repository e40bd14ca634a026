import type { NotificationMessage } from '../contract/messages.ts';
import { type AskToRenewDeps, askToRenew } from './ask-to-renew.ts';
import { type DeliverNoticeDeps, deliverNotice } from './deliver-notice.ts';
import { type LoseByAlertDeps, loseByAlert } from './lose-by-alert.ts';
import { makeDigest } from './make-digest.ts';
import { escalateAlert, notifyAlert } from './notify-alert.ts';
import { notifyRequest, remindOfRequest } from './notify-request.ts';
import { notifyWritten } from './notify-written.ts';

export interface HandleNotificationDeps extends DeliverNoticeDeps, LoseByAlertDeps, AskToRenewDeps {
  readonly alerts: AskToRenewDeps['alerts'];
}

/** Does what a message asks for. It may come twice, late, or in any order. */
export async function handleNotification(
  deps: HandleNotificationDeps,
  message: NotificationMessage,
): Promise<void> {
  switch (message.kind) {
    case 'alert':
      await loseByAlert(deps, message);
      return notifyAlert(deps, message);
    case 'connection':
      return askToRenew(deps, message);
    case 'escalate':
      return escalateAlert(deps, message);
    case 'request':
      return notifyRequest(deps, message);
    case 'write':
      return notifyWritten(deps, message);
    case 'remind':
      return remindOfRequest(deps, message);
    case 'deliver':
      return deliverNotice(deps, message);
    case 'digest':
      return makeDigest(deps, message);
  }
}
