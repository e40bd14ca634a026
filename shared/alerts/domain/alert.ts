import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Actor, newEvent, type RexEvent } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { newId } from '../../kernel/ids.ts';
import { ALERT_SEVERITIES, ALERT_STATES, alertIdSchema } from '../contract/alert.ts';
import { alertEvents } from '../contract/events.ts';

/** Something that a person should look at. It stays one alert until somebody resolves it. */
export const alertSchema = z.object({
  workspace: workspaceIdSchema,
  id: alertIdSchema,
  version: z.number().int().min(1),
  type: z.string().min(1),
  severity: readUnknownAs(z.enum(ALERT_SEVERITIES), 'critical'),
  state: readUnknownAs(z.enum(ALERT_STATES), 'open'),
  title: z.string(),
  message: z.string(),
  evidence: z.record(z.string(), z.unknown()),
  cause: z.string().min(1),
  count: z.number().int().min(1),
  /** What it was raised for last, as hashes: none of it counts twice. */
  occasions: z.array(z.string()).optional(),
  raisedAt: instantSchema,
  lastAt: instantSchema,
  acknowledgedAt: instantSchema.optional(),
  acknowledgedBy: z.string().optional(),
  resolvedAt: instantSchema.optional(),
  resolvedBy: z.string().optional(),
});
export type Alert = z.infer<typeof alertSchema>;

export type RaisedAlert = Pick<
  Alert,
  'workspace' | 'type' | 'severity' | 'title' | 'message' | 'evidence' | 'cause'
> & {
  /** The one thing that happened, where whoever tells of it may tell of it again: it raises the alert, or its count, once. */
  readonly occasion?: string;
};

const OCCASIONS_KEPT = 50;
const hashOf = (occasion: string): string => sha256(occasion).slice(0, 16);

export const wasRaisedFor = ({ occasions }: Alert, { occasion }: RaisedAlert): boolean =>
  occasion !== undefined && occasions?.includes(hashOf(occasion)) === true;

export const newAlert = ({ occasion, ...raised }: RaisedAlert, now: Date): Alert => ({
  ...raised,
  ...(occasion === undefined ? {} : { occasions: [hashOf(occasion)] }),
  id: newId('al', now),
  version: 1,
  state: 'open',
  count: 1,
  raisedAt: now.toISOString(),
  lastAt: now.toISOString(),
});

/** The alert after a repeat of its cause: the newest evidence and message, the graver severity, the count plus one. */
export const repeated = (alert: Alert, { occasion, ...raised }: RaisedAlert, now: Date): Alert => ({
  ...alert,
  ...raised,
  ...(occasion === undefined
    ? {}
    : { occasions: [...(alert.occasions ?? []), hashOf(occasion)].slice(-OCCASIONS_KEPT) }),
  severity: graver(alert.severity, raised.severity),
  count: alert.count + 1,
  lastAt: now.toISOString(),
});

/** @throws RexError CONFLICT when it is resolved already, or acknowledged by somebody else */
export function acknowledge(alert: Alert, by: string, now: Date): Alert {
  if (alert.state === 'acknowledged' && alert.acknowledgedBy === by) return alert;
  if (alert.state !== 'open') {
    throw new RexError(
      'CONFLICT',
      `This alert is ${alert.state} already, by ${alert.resolvedBy ?? alert.acknowledgedBy ?? 'nobody'}.`,
    );
  }
  return { ...alert, state: 'acknowledged', acknowledgedAt: now.toISOString(), acknowledgedBy: by };
}

/** @throws RexError CONFLICT when somebody else resolved it */
export function resolve(alert: Alert, by: string, now: Date): Alert {
  if (alert.state === 'resolved' && alert.resolvedBy === by) return alert;
  if (alert.state === 'resolved') {
    throw new RexError('CONFLICT', `This alert was resolved by ${alert.resolvedBy ?? 'somebody'} already.`);
  }
  return { ...alert, state: 'resolved', resolvedAt: now.toISOString(), resolvedBy: by };
}

const graver = (a: Alert['severity'], b: Alert['severity']): Alert['severity'] =>
  ALERT_SEVERITIES.indexOf(a) >= ALERT_SEVERITIES.indexOf(b) ? a : b;

/** An event about an alert as it is after the change. */
export const alertEvent = (
  alert: Alert,
  name: keyof typeof alertEvents,
  { actor, correlationId }: { readonly actor: Actor; readonly correlationId: string },
  now: Date,
): RexEvent => {
  const { id, version, workspace, type, severity, state, title, message, count, evidence } = alert;
  return newEvent(
    alertEvents,
    name,
    {
      about: id,
      sequence: version,
      id: `${id}:${version}`,
      workspace,
      correlationId,
      actor,
      data: { type, severity, state, title, message, count, evidence },
    },
    now,
  );
};
