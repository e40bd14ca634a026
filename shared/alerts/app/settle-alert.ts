import { RexError } from '../../kernel/errors.ts';
import { type Cause, REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Alert, acknowledge, alertEvent, resolve } from '../domain/alert.ts';
import type { RaiseAlertDeps } from './raise-alert.ts';

export interface SettleAlert {
  readonly workspace: string;
  readonly id: string;
  readonly outcome: 'acknowledged' | 'resolved';
  readonly cause: Cause;
}

/**
 * Acknowledges or resolves an alert. A repeat by the same person changes nothing.
 * @throws RexError NOT_FOUND; CONFLICT when somebody else did it
 */
export function settleAlert(
  { alerts, clock }: RaiseAlertDeps,
  { workspace, id, outcome, cause }: SettleAlert,
): Promise<Alert> {
  return retryOnConflict(async () => {
    const now = clock.now();
    const alert = await alerts.get(workspace, id);
    if (!alert) throw new RexError('NOT_FOUND', `There is no alert ${id}.`);
    const next = (outcome === 'acknowledged' ? acknowledge : resolve)(alert, cause.actor.id, now);
    if (next === alert) return alert;
    const event = alertEvent({ ...next, version: next.version + 1 }, `alert.${outcome}`, cause, now);
    return alerts.save(next, [event]);
  });
}

/**
 * Resolves the alert of a cause that is over, as Rex has seen. `isOver` is asked after the alert is read, and again where the alert
 * was repeated meanwhile.
 */
export const resolveCause = (
  { alerts, clock }: RaiseAlertDeps,
  { workspace, cause }: Pick<Alert, 'workspace' | 'cause'>,
  isOver: () => Promise<boolean>,
): Promise<void> =>
  retryOnConflict(async () => {
    const alert = await alerts.ofCause(workspace, cause);
    if (!alert || alert.state === 'resolved' || !(await isOver())) return;
    const now = clock.now();
    const next = resolve(alert, REX.id, now);
    const told = { ...next, version: next.version + 1 };
    await alerts.save(next, [
      alertEvent(told, 'alert.resolved', { actor: REX, correlationId: alert.id }, now),
    ]);
  });
