import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import {
  type Alert,
  alertEvent,
  newAlert,
  type RaisedAlert,
  repeated,
  wasRaisedFor,
} from '../domain/alert.ts';
import type { AlertStore } from './ports/alerts.ts';

export interface RaiseAlertDeps {
  readonly alerts: AlertStore;
  readonly clock: Clock;
}

/**
 * Raises an alert for people. While the alert of a `cause` is not resolved, the same cause only raises its count. So the cause
 * must name what is wrong ("domain-reputation mail.acme.example"), not when it was seen. What has an occasion counts once.
 */
export function raiseAlert(
  { alerts, clock }: RaiseAlertDeps,
  raised: RaisedAlert,
  correlationId = '',
): Promise<Alert> {
  return retryOnConflict(async () => {
    const now = clock.now();
    const by = { actor: REX, correlationId };
    const known = await alerts.ofCause(raised.workspace, raised.cause);
    if (known && wasRaisedFor(known, raised)) return known;
    if (known && known.state !== 'resolved') {
      const next = repeated(known, raised, now);
      return alerts.save(next, [
        alertEvent({ ...next, version: next.version + 1 }, 'alert.repeated', by, now),
      ]);
    }
    const alert = newAlert(raised, now);
    await alerts.create(alert, known, [alertEvent(alert, 'alert.raised', by, now)]);
    return alert;
  });
}
