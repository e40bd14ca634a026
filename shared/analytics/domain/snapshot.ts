import * as z from 'zod';
import { COUNTED } from '../../engagement/contract/counted.ts';
import { addCounts } from '../../engagement/domain/hour-counts.ts';
import { HOUR } from '../../kernel/clock.ts';
import { isoDateSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { analyticsEvents } from '../contract/events.ts';

const countsSchema = z.partialRecord(z.enum(COUNTED), z.number());
const reputationsSchema = z.record(z.string(), z.number());

/** The counts of a workspace in one hour; written once, when the hour is over. An hour without counts has no snapshot. */
export const snapshotSchema = z.object({
  workspace: workspaceIdSchema,
  hour: z.string(),
  counts: countsSchema,
  /** Reputations of the sending domains when the hour was closed. */
  reputations: reputationsSchema,
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** The same for a day. */
export const daySummarySchema = z.object({
  workspace: workspaceIdSchema,
  day: isoDateSchema,
  counts: countsSchema,
  reputations: reputationsSchema,
});
export type DaySummary = z.infer<typeof daySummarySchema>;

/** An hour is closed this long after its end, so that every transaction that began in it has ended. */
const CLOSED_AFTER_MS = HOUR / 12;

export const startOf = (hour: string): Date => new Date(`${hour}:00:00.000Z`);
export const hourAfter = (hour: string, hours: number): string =>
  new Date(startOf(hour).getTime() + hours * HOUR).toISOString().slice(0, 13);

/** The latest hour that can be closed. */
export const latestOver = (now: Date): string =>
  hourAfter(new Date(now.getTime() - CLOSED_AFTER_MS).toISOString().slice(0, 13), -1);

/** Hours that are over and not closed yet, oldest first; at most `limit`, the latest ones. */
export function hoursToClose(lastClosed: string | undefined, now: Date, limit: number): string[] {
  const latest = latestOver(now);
  const hours: string[] = [];
  for (let hour = latest; hours.length < limit && hour > (lastClosed ?? ''); hour = hourAfter(hour, -1)) {
    hours.unshift(hour);
  }
  return hours;
}

export const endsDay = (hour: string): boolean => hour.endsWith('T23');

/** The reputations are those at the time when the day is closed. */
export const summarizeDay = (
  { workspace, reputations }: Pick<DaySummary, 'workspace' | 'reputations'>,
  day: string,
  hours: readonly Snapshot[],
): DaySummary => ({ workspace, day, counts: addCounts(hours.map(({ counts }) => counts)), reputations });

/** The event of a snapshot. Its sequence is the number of the hour. */
export const snapshotEvent = (
  { workspace, hour, counts }: Snapshot,
  now: Date,
  correlationId: string,
): RexEvent =>
  newEvent(
    analyticsEvents,
    'analytics.snapshot',
    {
      id: `snapshot:${workspace}:${hour}`,
      about: workspace,
      workspace,
      sequence: Math.floor(startOf(hour).getTime() / HOUR),
      correlationId,
      actor: REX,
      data: { hour, counts },
    },
    now,
  );
