import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { TaskSettings } from '../contract/settings.ts';

/**
 * How far people agreed with an agent about one kind of effect in one segment.
 *
 * `evidence` is an e-value: it is multiplied by 1 + (x - share) at each decision, x being 1 where the effect was approved
 * unchanged, else 0. Where the true share is not above `share`, its expectation never grows, so that it reaches 1 / error
 * at any time with a probability of `error` at most (Ville's inequality; Waudby-Smith and Ramdas, "Estimating means of
 * bounded random variables by betting", 2024). It is kept at 1 / error at most, so that the first change that a person
 * makes takes the autonomy back.
 */
export const trackRecordSchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int().min(1),
  agent: z.string(),
  effect: z.string(),
  segment: z.string(),
  evidence: z.number().min(0),
  /** Decisions of people since it began anew, and how many of them changed nothing. */
  decided: z.number().int().min(0),
  unchanged: z.number().int().min(0),
  /** Effects that ran by earned autonomy. */
  ran: z.number().int().min(0),
  lostAt: instantSchema.optional(),
  lostBecause: z.string().optional(),
  /** A member has taken it back: nothing is earned until a member lets it begin anew. */
  revokedBy: z.string().optional(),
  revokedAt: instantSchema.optional(),
});
export type TrackRecord = z.infer<typeof trackRecordSchema>;

export type TrackKey = Pick<TrackRecord, 'workspace' | 'agent' | 'effect' | 'segment'>;

export const newTrackRecord = ({ workspace, agent, effect, segment }: TrackKey): TrackRecord => ({
  workspace,
  version: 1,
  agent,
  effect,
  segment,
  evidence: 1,
  decided: 0,
  unchanged: 0,
  ran: 0,
});

type Earned = Pick<TaskSettings['earned'], 'share' | 'error'>;

/** Smaller numbers could not be stored, and nothing would ever multiply 0 up again. */
const LEAST = 1e-100;

/** What a person decided about an effect. */
export type Judgement = 'unchanged' | 'changed' | 'rejected';

export function judged(record: TrackRecord, judgement: Judgement, { share, error }: Earned): TrackRecord {
  const unchanged = judgement === 'unchanged';
  const factor = 1 + (unchanged ? 1 : 0) - share;
  return {
    ...record,
    evidence: Math.min(Math.max(record.evidence * factor, LEAST), 1 / error),
    decided: record.decided + 1,
    unchanged: record.unchanged + (unchanged ? 1 : 0),
  };
}

/** Something went wrong, such as that a member undid an effect: what was earned is lost at once, and what was held against the agent stays. */
export const lost = (record: TrackRecord, because: string, now: Date): TrackRecord => ({
  ...record,
  evidence: Math.min(record.evidence, 1),
  lostAt: now.toISOString(),
  lostBecause: because.slice(0, 300),
});

export const revoked = (record: TrackRecord, by: string, now: Date): TrackRecord => ({
  ...lost(record, `${by} took it back.`, now),
  revokedBy: by,
  revokedAt: now.toISOString(),
});

/** A member lets it begin anew, for example because the agent was changed. */
export const begunAnew = (record: TrackRecord): TrackRecord => ({
  ...newTrackRecord(record),
  version: record.version,
});

/** Sums of factors such as 1.1 miss their bound by the last digit. */
const TOLERANCE = 1e-9;

export const hasEarned = ({ evidence, revokedBy }: TrackRecord, { error }: Earned): boolean =>
  revokedBy === undefined && evidence >= (1 - TOLERANCE) / error;

/** How many effects in a row have to be approved unchanged until it is earned. */
export const stillNeeded = ({ evidence }: Pick<TrackRecord, 'evidence'>, { share, error }: Earned): number =>
  Math.max(0, Math.ceil(Math.log((1 - TOLERANCE) / error / evidence) / Math.log(2 - share)));
