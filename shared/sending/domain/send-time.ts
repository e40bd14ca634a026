import * as z from 'zod';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import { rateOf, wilsonInterval } from '../../experiments/domain/proportions.ts';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { unitInterval } from '../../kernel/hash.ts';
import { instantOf, localTimeOf, zoneOf } from '../../kernel/time-zone.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { channelCountsSchema, countReplies } from './reply-rates.ts';
import { type Send, wasSent } from './send.ts';

const HOURS = 24;
/** Number of missions that are remembered as counted, so that a repeated analysis does not count twice. */
const MISSIONS_KEPT = 100;
/** An hour is preferred only after this many e-mails, and only when its interval lies above the rate of all hours. */
const TRUSTED_AFTER = 100;
const CONFIDENCE = 0.8;

/**
 * By local hour of the recipient: numbers of e-mails sent, and of those that a person opened, clicked or answered. By channel:
 * numbers of messages sent and answered.
 */
export const engagementHoursSchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int().min(1),
  sent: z.array(z.number().int()).length(HOURS),
  engaged: z.array(z.number().int()).length(HOURS),
  missions: z.array(z.string()),
  channels: channelCountsSchema.default({}),
});
export type EngagementHours = z.infer<typeof engagementHoursSchema>;

export const newEngagementHours = (workspace: string): EngagementHours => ({
  workspace,
  version: 1,
  sent: new Array<number>(HOURS).fill(0),
  engaged: new Array<number>(HOURS).fill(0),
  missions: [],
  channels: {},
});

export interface ZonedSends {
  readonly timeZone: string;
  readonly sends: readonly Send[];
}

/** Adds the messages of a mission, once: the same value when it was counted before. */
export function countSendTimes(
  known: EngagementHours,
  missionId: string,
  cohorts: readonly ZonedSends[],
  workspaceZone: string,
): EngagementHours {
  if (known.missions.includes(missionId)) return known;
  const sent = [...known.sent];
  const engaged = [...known.engaged];
  for (const { timeZone, sends } of cohorts) {
    const zone = zoneOf(timeZone, workspaceZone);
    for (const send of sends) {
      if (!send.sentAt || !wasSent(send) || send.channel !== 'email') continue;
      const { hour } = localTimeOf(new Date(send.sentAt), zone);
      sent[hour] = (sent[hour] ?? 0) + 1;
      if (send.openedAt || send.clickedAt || send.repliedAt) engaged[hour] = (engaged[hour] ?? 0) + 1;
    }
  }
  return {
    ...known,
    sent,
    engaged,
    channels: countReplies(
      known.channels,
      cohorts.flatMap(({ sends }) => sends),
    ),
    missions: [missionId, ...known.missions].slice(0, MISSIONS_KEPT),
  };
}

/**
 * The local hour at which a cohort gets a step, or undefined for "as soon as the window is open". A share of the cohorts,
 * chosen by hash, is sent at a random hour of the window, so that all hours are tried and can be compared. All other cohorts
 * use the best hour, if it is significantly better: its Wilson interval has to lie above the rate of all hours together.
 */
export function chooseSendHour(
  hours: EngagementHours | undefined,
  settings: Pick<Settings, 'sendWindow' | 'sendTime'>,
  draw: string,
): number | undefined {
  if (!settings.sendTime.optimise) return undefined;
  const open = openHours(settings);
  if (unitInterval(`explore ${draw}`) < settings.sendTime.explore) {
    return open[Math.floor(unitInterval(`hour ${draw}`) * open.length)];
  }
  return hours && bestHour(hours, open);
}

/** The hours at which a cohort gets the steps of a mission; null for no particular hour. The same whenever it is asked. */
export const sendHoursOf = (
  { id, params }: { readonly id: string; readonly params: { readonly steps: number } },
  cohort: string,
  hours: EngagementHours | undefined,
  settings: Pick<Settings, 'sendWindow' | 'sendTime'>,
): (number | null)[] =>
  Array.from(
    { length: params.steps },
    (_, i) => chooseSendHour(hours, settings, `${id} ${cohort} ${i + 1}`) ?? null,
  );

/** Hours of the day in which the window is open. */
export const openHours = ({ sendWindow: { startHour, endHour } }: Pick<Settings, 'sendWindow'>): number[] =>
  Array.from({ length: Math.max(0, endHour - startHour) }, (_, i) => startHour + i);

/** The hour with a clearly better response than all hours together; undefined while there is none. */
export function bestHour({ sent, engaged }: EngagementHours, open: readonly number[]): number | undefined {
  const of = (hour: number) => ({ successes: engaged[hour] ?? 0, trials: sent[hour] ?? 0 });
  const overall = rateOf({
    successes: open.reduce((sum, hour) => sum + of(hour).successes, 0),
    trials: open.reduce((sum, hour) => sum + of(hour).trials, 0),
  });
  return open
    .filter((hour) => of(hour).trials >= TRUSTED_AFTER && wilsonInterval(of(hour), CONFIDENCE).low > overall)
    .toSorted((a, b) => wilsonInterval(of(b), CONFIDENCE).low - wilsonInterval(of(a), CONFIDENCE).low)[0];
}

export type DueAt = (lead: Pick<Lead, 'profile'>, step: number, dueAt: Date) => Date;

/** Moves a due time to the hour of that day at which the cohort gets the step. */
export const dueAtSendHour =
  ({ sendHours }: Pick<Cohort, 'sendHours'>, workspaceZone: string): DueAt =>
  (lead, step, dueAt) =>
    atSendHour(dueAt, step, sendHours?.[step - 1] ?? undefined, zoneOf(lead.profile.timeZone, workspaceZone));

/**
 * The time of a step at its hour, on its due day in the recipient's time zone. The first step is not moved to another day,
 * because a person who starts a mission expects it to begin.
 */
export function atSendHour(dueAt: Date, step: number, hour: number | undefined, zone: string): Date {
  if (hour === undefined) return dueAt;
  const at = instantOf(localTimeOf(dueAt, zone).date, 0, hour, zone);
  return step === 1 && at < dueAt ? dueAt : at;
}
