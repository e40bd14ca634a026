import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { ALERT_SEVERITIES } from '../../alerts/contract/alert.ts';
import type { Alert } from '../../alerts/domain/alert.ts';
import { MINUTE } from '../../kernel/clock.ts';
import type { NotificationMessage } from '../contract/messages.ts';
import { ESCALATION_STEPS, waysOfAlert, waysOfEscalation } from '../domain/member.ts';
import type { Matter } from '../domain/notice.ts';
import { type AlertSettings, alertSettingsOf, type TellDeps, tell, tellOn, watch } from './tell.ts';

export interface NotifyAlertDeps extends TellDeps {
  readonly alerts: Pick<AlertStore, 'get'>;
}

type Message<K extends NotificationMessage['kind']> = Extract<NotificationMessage, { kind: K }>;

/**
 * Tells an alert to those who want to know of it. When its cause is found again nobody is told again, until it is more severe, or
 * is raised anew after it was resolved.
 */
export async function notifyAlert(
  deps: NotifyAlertDeps,
  { workspace, alertId }: Message<'alert'>,
): Promise<void> {
  const alert = await deps.alerts.get(workspace, alertId);
  const settings = await alertSettingsOf(deps, workspace);
  if (!alert || !settings) return;
  const isOver = alert.state === 'resolved';
  const before = isOver
    ? ALERT_SEVERITIES
    : ALERT_SEVERITIES.slice(0, ALERT_SEVERITIES.indexOf(alert.severity));
  for (const severity of before) await tellOn(deps, matterOf({ ...alert, severity }, 0));
  if (isOver) return;
  await tell(deps, matterOf(alert, 0), settings, {
    waysOf: (member) => waysOfAlert(member, alert),
    toChannel: wantsSlack(settings, alert),
  });
  await watchFor(deps, alert, 1, settings);
}

/** Nobody has acknowledged it: others are told, step by step, each once. */
export async function escalateAlert(
  deps: NotifyAlertDeps,
  { workspace, alertId, severity, step }: Message<'escalate'>,
): Promise<void> {
  const alert = await deps.alerts.get(workspace, alertId);
  const settings = await alertSettingsOf(deps, workspace);
  if (!alert || !settings) return;
  // A graver one is watched from when it became so.
  if (alert.state !== 'open' || alert.severity !== severity) {
    return tellOn(deps, matterOf({ ...alert, severity }, step));
  }
  await tell(deps, matterOf(alert, step), settings, {
    waysOf: (member) => waysOfEscalation(member, step),
    toChannel: step === 1 && settings.slack !== undefined,
  });
  await watchFor(deps, alert, step + 1, settings);
}

async function watchFor(
  deps: NotifyAlertDeps,
  alert: Alert,
  step: number,
  { escalateAfter }: AlertSettings,
): Promise<void> {
  const { workspace, id: alertId, severity, state } = alert;
  if (step > ESCALATION_STEPS || severity === 'info' || state !== 'open') return;
  const message = { kind: 'escalate', workspace, alertId, severity, step } as const;
  await watch(deps, matterOf(alert, step), escalateAfter[severity] * MINUTE, message);
}

const wantsSlack = ({ slack }: AlertSettings, { severity }: Alert): boolean =>
  slack !== undefined && ALERT_SEVERITIES.indexOf(severity) >= ALERT_SEVERITIES.indexOf(slack.from);

const matterOf = (alert: Alert, step: number): Matter => ({
  workspace: alert.workspace,
  kind: 'alert',
  about: alert.id,
  since: alert.raisedAt,
  severity: alert.severity,
  step,
  title: step === 0 ? alert.title : `Nobody has acknowledged this: ${alert.title}`,
  message: alert.message,
});
