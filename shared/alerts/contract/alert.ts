import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';

export const ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const;

export const ALERT_STATES = ['open', 'acknowledged', 'resolved'] as const;

export const alertIdSchema = z
  .string()
  .regex(/^al_[0-9a-z]{26}$/, 'an alert id looks like al_ and 26 characters');

export const alertViewSchema = z
  .object({
    id: alertIdSchema,
    type: z.string(),
    severity: z.enum(ALERT_SEVERITIES),
    state: z.enum(ALERT_STATES),
    title: z.string(),
    message: z.string().describe('What happened, and what to do next'),
    evidence: z
      .record(z.string(), z.unknown())
      .describe('The numbers behind the alert, as they were found last'),
    cause: z.string().describe('What is wrong. A cause has at most one unresolved alert'),
    count: z.number().int().describe('How often the cause happened since the alert was raised'),
    raisedAt: instantSchema,
    lastAt: instantSchema,
    acknowledgedAt: instantSchema.nullable(),
    acknowledgedBy: z.string().nullable(),
    resolvedAt: instantSchema.nullable(),
    resolvedBy: z.string().nullable(),
  })
  .meta({ id: 'Alert' });
export type AlertView = z.infer<typeof alertViewSchema>;
