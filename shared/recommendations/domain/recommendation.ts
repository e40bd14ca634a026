import * as z from 'zod';
import { DAY } from '../../kernel/clock.ts';
import {
  approvalIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { keepUnknown, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import {
  RECOMMENDATION_KINDS,
  RECOMMENDATION_STATES,
  recommendationIdSchema,
} from '../../workspaces/contract/setting-change.ts';
import { changeRecordSchema } from '../../workspaces/domain/change-record.ts';
import { recommendationEvents } from '../contract/events.ts';

/** A proposed change with the numbers behind it. It stays one record, however often it is found. */
export const recommendationSchema = z.object({
  workspace: workspaceIdSchema,
  id: recommendationIdSchema,
  version: z.number().int().min(1),
  kind: keepUnknown(z.enum(RECOMMENDATION_KINDS)),
  cause: z.string(),
  sentence: z.string(),
  evidence: z.string(),
  /** The mission that found it last: from its own results, or as a review from everything that happened `since`. */
  missionId: missionIdSchema,
  since: instantSchema.optional(),
  change: changeRecordSchema,
  state: refuseUnknown(z.enum(RECOMMENDATION_STATES)),
  reason: z.string().optional(),
  count: z.number().int().min(1),
  firstAt: instantSchema,
  lastAt: instantSchema,
  approvalId: approvalIdSchema.optional(),
  settledAt: instantSchema.optional(),
  settledBy: z.string().optional(),
});
export type Recommendation = z.infer<typeof recommendationSchema>;

/** A finding of an agent. */
export type Finding = Pick<Recommendation, 'kind' | 'cause' | 'sentence' | 'evidence' | 'change'>;

export interface FoundBy {
  readonly workspace: string;
  readonly missionId: string;
  readonly since?: string | undefined;
  readonly now: Date;
}

/** How long a cause stays silent after a person has dismissed it. */
export const SILENT_DAYS = 30;

/** Whether a person has dismissed it lately. */
export const isSilent = ({ state, settledAt }: Recommendation, now: Date): boolean =>
  state === 'dismissed' && now.getTime() - Date.parse(settledAt ?? now.toISOString()) < SILENT_DAYS * DAY;

/** The same id for the same cause and change, whatever the numbers are. */
export const recommendationIdOf = ({ kind, cause, change }: Finding): string =>
  `r_${shortHash(JSON.stringify([kind, cause, change]), 26)}`;

export interface Kept {
  readonly next: Recommendation;
  readonly event: keyof typeof recommendationEvents;
  /** The recommendation that was open for this cause until now. */
  readonly superseded?: Recommendation;
}

/**
 * How a finding changes the records: `latest` is the current recommendation of its cause, `same` the one with this same
 * change, which may be another. Undefined when nothing changes: the finding was counted before, an approval for its cause
 * waits, or a person has dismissed it lately.
 */
export function keepFinding(
  finding: Finding,
  { workspace, missionId, since, now }: FoundBy,
  {
    latest,
    same,
  }: { readonly latest?: Recommendation | undefined; readonly same?: Recommendation | undefined },
): Kept | undefined {
  const at = now.toISOString();
  if (latest?.state === 'requested' || (latest && isSilent(latest, now)) || same?.missionId === missionId)
    return undefined;
  const next: Recommendation = {
    workspace,
    id: recommendationIdOf(finding),
    version: (same?.version ?? 0) + 1,
    ...finding,
    missionId,
    since,
    state: 'open',
    count: (same?.count ?? 0) + 1,
    firstAt: same?.firstAt ?? at,
    lastAt: at,
  };
  if (same?.state === 'open') return { next, event: 'recommendation.repeated' };
  if (latest?.state !== 'open') return { next, event: 'recommendation.made' };
  return {
    next,
    event: 'recommendation.made',
    superseded: superseded(latest, 'Newer numbers say something else.'),
  };
}

/** It does not hold any more. */
export const superseded = (recommendation: Recommendation, reason: string): Recommendation => ({
  ...recommendation,
  version: recommendation.version + 1,
  state: 'superseded',
  reason,
});

/** The recommendation after an approval of its change was requested. @throws RexError CONFLICT unless it is open */
export function requested(recommendation: Recommendation, approvalId: string): Recommendation {
  const { state, version } = recommendation;
  if (state !== 'open') throw new RexError('CONFLICT', `This recommendation is ${state} already.`);
  return { ...recommendation, version: version + 1, state: 'requested', approvalId };
}

/** The recommendation after the decision on its change. */
export const decided = (
  recommendation: Recommendation,
  outcome: 'applied' | 'dismissed' | 'open',
  { by, reason, now }: Settled,
): Recommendation => ({
  ...recommendation,
  version: recommendation.version + 1,
  state: outcome,
  reason,
  ...(outcome === 'open' ? { approvalId: undefined } : { settledAt: now.toISOString(), settledBy: by }),
});

interface Settled {
  readonly by: string;
  readonly reason: string | undefined;
  readonly now: Date;
}

/** @throws RexError CONFLICT unless it is open. Returns the same value when this person dismissed it before. */
export function dismiss(recommendation: Recommendation, settled: Settled): Recommendation {
  const { state, settledBy } = recommendation;
  if (state === 'dismissed' && settledBy === settled.by) return recommendation;
  if (state === 'requested') {
    throw new RexError(
      'CONFLICT',
      'The approval of its change is pending: reject the approval, which also dismisses the recommendation.',
    );
  }
  if (state !== 'open') throw new RexError('CONFLICT', `This recommendation is ${state} already.`);
  return decided(recommendation, 'dismissed', settled);
}

/** An event about a recommendation as it is after the change. */
export const recommendationEvent = (
  recommendation: Recommendation,
  name: keyof typeof recommendationEvents,
  cause: Cause,
  now: Date,
): RexEvent => {
  const { id, version, workspace, approvalId, reason, ...rest } = recommendation;
  const { kind, state, sentence, evidence, missionId, change } = rest;
  return newEvent(
    recommendationEvents,
    name,
    {
      ...cause,
      about: id,
      sequence: version,
      id: `${id}:${version}`,
      workspace,
      data: {
        kind,
        cause: rest.cause,
        state,
        sentence,
        evidence,
        missionId,
        change,
        ...(approvalId === undefined ? {} : { approvalId }),
        ...(reason === undefined ? {} : { reason }),
      },
    },
    now,
  );
};
