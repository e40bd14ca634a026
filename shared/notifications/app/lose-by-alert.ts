import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import type { Alert } from '../../alerts/domain/alert.ts';
import { type ChangeAutonomyDeps, loseAutonomy } from '../../autonomy/app/change-autonomy.ts';
import type { TrackKey } from '../../autonomy/domain/track-record.ts';
import type { NotificationMessage } from '../contract/messages.ts';

export interface LoseByAlertDeps extends ChangeAutonomyDeps {
  readonly alerts: Pick<AlertStore, 'get'>;
}

/** Alerts about how mail does, whoever sent it: complaints, and the anomalies of rates and reputations. */
const ABOUT_MAIL = ['customer-complaint', 'success-rate-drop', 'delivery-rate-drop', 'reputation-drop'];
const IS_MAIL = /^(email|newsletter|campaign)\./;

/**
 * A complaint or an anomaly takes what agents have earned for what it is about. An alert whose evidence names agent, effect and
 * segment is about those; one about mail at large is about all kinds of mail. Others take nothing.
 */
export async function loseByAlert(
  deps: LoseByAlertDeps,
  { workspace, alertId }: Extract<NotificationMessage, { kind: 'alert' }>,
): Promise<void> {
  const alert = await deps.alerts.get(workspace, alertId);
  const concerns = alert && alert.state !== 'resolved' ? concernOf(alert) : undefined;
  if (alert && concerns) await loseAutonomy(deps, workspace, concerns, `Alert ${alert.id}: ${alert.title}.`);
}

function concernOf({ type, evidence }: Alert): ((key: TrackKey) => boolean) | undefined {
  const { agent, effect, segment } = evidence;
  if (typeof agent === 'string' && typeof effect === 'string' && typeof segment === 'string')
    return (key) => key.agent === agent && key.effect === effect && key.segment === segment;
  return ABOUT_MAIL.includes(type) ? ({ effect: kind }) => IS_MAIL.test(kind) : undefined;
}
