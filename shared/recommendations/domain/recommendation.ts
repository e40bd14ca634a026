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

/** What should be changed, and the numbers that say so. It stays one however often it is found. */
export const recommendationSchema = z.object({
  workspace: workspaceIdSchema,
  id: recommendationIdSchema,
  version: z.number().int().min(1),
  kind: keepUnknown(z.enum(RECOMMENDATION_KINDS)),
  cause: z.string(),
  sentence: z.string(),
  evidence: z.string(),
  /** Which mission found it last: by its own results, or, as a review, by all that happened `since`. */
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

/** As an agent finds it. */
export type Finding = Pick<Recommendation, 'kind' | 'cause' | 'sentence' | 'evidence' | 'change'>;

export interface FoundBy {
  readonly workspace: string;
  readonly missionId: string;
  readonly since?: string | undefined;
  readonly now: Date;
}

/** After a person said no, a cause is silent for so long. */
const SILENT_MS = 30 * DAY;

/** The same for the same cause and change, whatever the numbers are. */
export const recommendationIdOf = ({ kind, cause, change }: Finding): string =>
  `r_${shortHash(JSON.stringify([kind, cause, change]), 26)}`;

export interface Kept {
  readonly next: Recommendation;
  readonly event: keyof typeof recommendationEvents;
  /** The one that was open for this cause until now. */
  readonly superseded?: Recommendation;
}

/**
 * What a finding makes of the records: `latest` is the one that its cause has now, `same` the one of this very change,
 * which may be another. Undefined when nothing changes: it was counted before, a person decides about its cause right
 * now, or has said no lately.
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
  const isSilent =
    latest?.state === 'dismissed' && now.getTime() - Date.parse(latest.settledAt ?? at) < SILENT_MS;
  if (latest?.state === 'requested' || isSilent || same?.missionId === missionId) return undefined;
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

/** Somebody wants it: an approval of its change waits. @throws RexError CONFLICT unless it is open */
export function requested(recommendation: Recommendation, approvalId: string): Recommendation {
  const { state, version } = recommendation;
  if (state !== 'open') throw new RexError('CONFLICT', `This recommendation is ${state} already.`);
  return { ...recommendation, version: version + 1, state: 'requested', approvalId };
}

/** What becomes of it by the decision on its change. */
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

/** @throws RexError CONFLICT unless it is open, or this person dismissed it before: then it is the same value */
export function dismiss(recommendation: Recommendation, settled: Settled): Recommendation {
  const { state, settledBy } = recommendation;
  if (state === 'dismissed' && settledBy === settled.by) return recommendation;
  if (state === 'requested') {
    throw new RexError('CONFLICT', 'An approval of its change waits: reject that, which dismisses this too.');
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
