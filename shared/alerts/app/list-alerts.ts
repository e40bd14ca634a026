import { RexError } from '../../kernel/errors.ts';
import type { AlertView } from '../contract/alert.ts';
import type { Alert } from '../domain/alert.ts';
import type { AlertStore } from './ports/alerts.ts';

export const alertView = (alert: Alert): AlertView => ({
  id: alert.id,
  type: alert.type,
  severity: alert.severity,
  state: alert.state,
  title: alert.title,
  message: alert.message,
  evidence: alert.evidence,
  cause: alert.cause,
  count: alert.count,
  raisedAt: alert.raisedAt,
  lastAt: alert.lastAt,
  acknowledgedAt: alert.acknowledgedAt ?? null,
  acknowledgedBy: alert.acknowledgedBy ?? null,
  resolvedAt: alert.resolvedAt ?? null,
  resolvedBy: alert.resolvedBy ?? null,
});

/** Newest first. A page of a filtered list may be short. @throws RexError VALIDATION_FAILED for a foreign cursor */
export async function listAlerts(
  { alerts }: { readonly alerts: AlertStore },
  workspace: string,
  filter: Parameters<AlertStore['list']>[1],
): Promise<{ alerts: AlertView[]; cursor: string | null }> {
  const page = await alerts.list(workspace, filter);
  return { alerts: page.alerts.map(alertView), cursor: page.cursor };
}

/** @throws RexError NOT_FOUND */
export async function getAlert(
  { alerts }: { readonly alerts: Pick<AlertStore, 'get'> },
  workspace: string,
  id: string,
): Promise<AlertView> {
  const alert = await alerts.get(workspace, id);
  if (!alert) throw new RexError('NOT_FOUND', `There is no alert ${id}.`);
  return alertView(alert);
}
