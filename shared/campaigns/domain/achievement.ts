import * as z from 'zod';
import { COUNTED } from '../../engagement/contract/counted.ts';
import type { SomeCounts } from '../../engagement/domain/hour-counts.ts';
import { addCounts } from '../../engagement/domain/hour-counts.ts';
import { DAY } from '../../kernel/clock.ts';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import {
  ACHIEVEMENT_STATES,
  achievementIdSchema,
  GOALS_MET,
  type WorkspaceMetric,
} from '../contract/achievement.ts';
import { type CampaignResults, campaignIdSchema } from '../contract/campaign.ts';
import { campaignEvents } from '../contract/events.ts';

/** A milestone: which number has to be reached, and, once it was, what it was awarded for. */
export const achievementSchema = z.object({
  workspace: workspaceIdSchema,
  id: achievementIdSchema,
  version: z.number().int().min(1),
  state: refuseUnknown(z.enum(ACHIEVEMENT_STATES)),
  name: z.string(),
  description: z.string().optional(),
  rule: z.string().optional(),
  campaign: campaignIdSchema.optional(),
  metric: z.string(),
  atLeast: z.number(),
  evidence: z
    .object({
      at: instantSchema,
      value: z.number(),
      numbers: z.record(z.string(), z.number()),
      records: z.array(z.string()),
    })
    .optional(),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type Achievement = z.infer<typeof achievementSchema>;

export interface AchievementRule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly per: 'workspace' | 'campaign';
  readonly metric: WorkspaceMetric | typeof GOALS_MET;
  /** Null: as many as the campaign has goals. */
  readonly atLeast: number | null;
}

const row = (
  id: string,
  name: string,
  metric: WorkspaceMetric,
  atLeast: number,
  description: string,
): AchievementRule => ({ id, name, description, per: 'workspace', metric, atLeast });

/** What Rex awards in every workspace, by numbers of hours that are over. */
export const ACHIEVEMENT_RULES: readonly AchievementRule[] = [
  row('first-reply', 'The first reply', 'replied', 1, 'Somebody answered a message.'),
  row('first-meeting', 'The first meeting', 'booked', 1, 'Somebody booked a meeting after a message.'),
  row('hundred-replies', 'A hundred replies', 'replied', 100, 'A hundred people answered.'),
  row('ten-missions', 'Ten missions', 'missionsCompleted', 10, 'Ten missions were completed.'),
  row('ten-thousand-delivered', 'Ten thousand delivered', 'delivered', 10_000, 'So many messages arrived.'),
  row(
    'month-without-complaint',
    'A month without a complaint',
    'daysWithoutComplaint',
    30,
    'Messages went out, and for thirty days nobody reported one as spam.',
  ),
  {
    id: 'campaign-goals',
    name: 'All goals of a campaign',
    description: 'A campaign that has goals met all of them.',
    per: 'campaign',
    metric: GOALS_MET,
    atLeast: null,
  },
];

/** What a rule awards has one id in a workspace, or for a campaign: a second award finds it. */
export const achievementIdOf = (workspace: string, rule: string, campaign = ''): string =>
  `ac_${shortHash(`${workspace}\n${rule}\n${campaign}`, 26)}`;

interface CountedDay {
  readonly day: string;
  readonly counts: SomeCounts;
}

export interface WorkspaceNumbers {
  readonly numbers: Readonly<Record<WorkspaceMetric, number>>;
  /** The hours and days that were counted: the first and the last. */
  readonly records: readonly string[];
}

/**
 * What a workspace has counted so far.
 * @param days that are over, oldest first
 * @param hours that are over, of days that are not
 */
export function workspaceNumbers(
  days: readonly CountedDay[],
  hours: readonly { readonly hour: string; readonly counts: SomeCounts }[],
): WorkspaceNumbers {
  const closed = new Set(days.map(({ day }) => day));
  const open = hours.filter(({ hour }) => !closed.has(hour.slice(0, 10)));
  const all = addCounts([...days, ...open].map(({ counts }) => counts));
  const spans = [...days.map(({ day }) => day), ...open.map(({ hour }) => hour)];
  const counts = Object.fromEntries(COUNTED.map((name) => [name, all[name] ?? 0]));
  return {
    numbers: { ...counts, daysWithoutComplaint: daysWithoutComplaint(days) } as WorkspaceNumbers['numbers'],
    records: spans.length > 1 ? [String(spans[0]), String(spans.at(-1))] : spans,
  };
}

/** From the first day with a message, or the day after the last complaint, to the end of the last day that is over. */
function daysWithoutComplaint(days: readonly CountedDay[]): number {
  const began = days.find(({ counts }) => (counts.sent ?? 0) > 0);
  const last = days.at(-1);
  if (!began || !last) return 0;
  const ill = days.findLast(({ counts }) => (counts.complained ?? 0) > 0);
  const from = ill ? Date.parse(ill.day) + DAY : Date.parse(began.day);
  return Math.max(0, Math.round((Date.parse(last.day) - from) / DAY) + 1);
}

/** The numbers of a campaign by which milestones are judged. */
export const campaignNumbers = ({ totals, goals }: CampaignResults): Readonly<Record<string, number>> => ({
  ...totals,
  [GOALS_MET]: goals.filter(({ met }) => met).length,
});

/** An event about a milestone that is about to be stored. */
export const achievementEvent = (
  { workspace, id, name, rule, campaign, metric, atLeast, evidence }: Achievement,
  of: { readonly change: string } | 'awarded',
  sequence: number,
  { actor, correlationId }: Cause,
  now: Date,
): RexEvent => {
  const about = { about: id, sequence, workspace, correlationId, actor };
  const data = {
    name,
    rule: rule ?? null,
    campaign: campaign ?? null,
    metric,
    atLeast,
    value: evidence?.value ?? null,
  };
  return of === 'awarded'
    ? newEvent(campaignEvents, 'achievement.awarded', { ...about, data }, now)
    : newEvent(campaignEvents, 'achievement.set', { ...about, data: { ...data, ...of } }, now);
};
