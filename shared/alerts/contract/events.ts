import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';
import { ALERT_SEVERITIES, ALERT_STATES } from './alert.ts';

const ALERT = { version: 1, channel: 'errors', aggregate: 'ALERT' } as const;
const alertData = z.object({
  type: z.string(),
  severity: z.enum(ALERT_SEVERITIES),
  state: z.enum(ALERT_STATES),
  title: z.string(),
  message: z.string(),
  count: z.number().int(),
  evidence: z.record(z.string(), z.unknown()),
});
const alertExample = {
  type: 'reputation-drop',
  severity: 'warning',
  state: 'open',
  title: 'The reputation of mail.acme.example fell',
  message: 'It fell from 0.92 to 0.66. Look at its bounces, or rotate it.',
  count: 1,
  evidence: { domain: 'mail.acme.example', before: 0.92, now: 0.66 },
} as const;

export const alertEvents = events({
  'alert.raised': {
    ...ALERT,
    summary: 'Rex raised an alert: a person should look at it.',
    data: alertData,
    example: alertExample,
  },
  'alert.repeated': {
    ...ALERT,
    summary: 'The cause of an unresolved alert happened again.',
    data: alertData,
    example: { ...alertExample, count: 2 },
  },
  'alert.acknowledged': {
    ...ALERT,
    summary: 'A person acknowledged an alert.',
    data: alertData,
    example: { ...alertExample, state: 'acknowledged' },
  },
  'alert.resolved': {
    ...ALERT,
    summary: 'A person resolved an alert.',
    data: alertData,
    example: { ...alertExample, state: 'resolved' },
  },
});
