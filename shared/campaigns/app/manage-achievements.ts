import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type AskedFor, type AskedOfVersion, changesOf, found, requestOf } from '../../platform/asked.ts';
import { demandVersion } from '../../platform/if-match.ts';
import type { PageAsked } from '../../platform/ports/collection.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import {
  type AchievementView,
  type CreateAchievementBody,
  type EditAchievementBody,
  GOALS_MET,
  WORKSPACE_METRICS,
} from '../contract/achievement.ts';
import { RESULT_METRICS } from '../contract/campaign.ts';
import { type Achievement, achievementEvent } from '../domain/achievement.ts';
import type { AchievementStore, CampaignStore } from './ports/campaigns.ts';

export interface ManageAchievementsDeps {
  readonly achievements: AchievementStore;
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly clock: Clock;
}

export const achievementView = (achievement: Achievement): AchievementView => {
  const { workspace: _, description = null, rule = null, campaign = null, ...rest } = achievement;
  return { ...rest, description, rule, campaign, evidence: rest.evidence ?? null };
};

/** @throws RexError VALIDATION_FAILED, NOT_FOUND, IDEMPOTENCY_MISMATCH */
export async function setMilestone(
  deps: ManageAchievementsDeps,
  asked: AskedFor<CreateAchievementBody>,
): Promise<Achievement> {
  const { workspace, body, cause } = asked;
  const request = requestOf(asked);
  if (body.campaign !== undefined) await found(deps.campaigns, 'campaign', { workspace, id: body.campaign });
  checkMetric(body);
  const now = deps.clock.now();
  const achievement: Achievement = {
    ...body,
    workspace,
    id: newId('ac', now),
    version: 1,
    state: 'open',
    createdAt: now.toISOString(),
    createdBy: cause.actor.id,
  };
  const event = achievementEvent(achievement, { change: 'create' }, 1, cause, now);
  return deps.achievements.create(achievement, [event], request);
}

/** @throws RexError NOT_FOUND, CONFLICT, PRECONDITION_FAILED, PRECONDITION_REQUIRED */
export const editMilestone = (
  { achievements, clock }: ManageAchievementsDeps,
  { ifMatch, body, ...of }: AskedOfVersion & { readonly body: EditAchievementBody },
): Promise<Achievement> =>
  retryOnConflict(async () => {
    const achievement = await openOne(achievements, of, ifMatch);
    const next = { ...achievement, ...(changesOf(body) as Partial<Achievement>) };
    const event = achievementEvent(next, { change: 'edit' }, next.version + 1, of.cause, clock.now());
    return achievements.save(next, [event]);
  });

/** @throws RexError NOT_FOUND, CONFLICT, PRECONDITION_FAILED, PRECONDITION_REQUIRED */
export const removeMilestone = (
  { achievements, clock }: ManageAchievementsDeps,
  { ifMatch, ...of }: AskedOfVersion,
): Promise<void> =>
  retryOnConflict(async () => {
    const achievement = await openOne(achievements, of, ifMatch);
    const sequence = achievement.version + 1;
    const event = achievementEvent(achievement, { change: 'remove' }, sequence, of.cause, clock.now());
    await achievements.remove(achievement, [event]);
  });

export async function listAchievements(
  { achievements }: Pick<ManageAchievementsDeps, 'achievements'>,
  workspace: string,
  {
    state,
    campaign,
    ...page
  }: PageAsked & {
    readonly state?: Achievement['state'] | undefined;
    readonly campaign?: string | undefined;
  },
): Promise<{ achievements: AchievementView[]; cursor: string | null }> {
  const { items, cursor } = await achievements.page(workspace, page);
  const wanted = items.filter(
    (each) =>
      (state === undefined || each.state === state) && (campaign === undefined || each.campaign === campaign),
  );
  return { achievements: wanted.map(achievementView), cursor };
}

async function openOne(
  achievements: AchievementStore,
  of: AskedOfVersion | Omit<AskedOfVersion, 'ifMatch'>,
  ifMatch: string | undefined,
): Promise<Achievement> {
  const achievement = await found(achievements, 'achievement', of);
  demandVersion(ifMatch, achievement.version);
  if (achievement.state === 'open') return achievement;
  throw new RexError('CONFLICT', 'It was awarded: what it was awarded for stays as it is.');
}

/** What is counted of a campaign is not counted of a workspace, and the other way round. @throws RexError VALIDATION_FAILED */
function checkMetric({ campaign, metric }: CreateAchievementBody): void {
  const known: readonly string[] =
    campaign === undefined ? WORKSPACE_METRICS : [...RESULT_METRICS, GOALS_MET];
  if (known.includes(metric)) return;
  const message = `is not counted of a ${campaign === undefined ? 'workspace' : 'campaign'}; use one of ${known.join(', ')}`;
  throw new RexError('VALIDATION_FAILED', `Not valid: body.metric ${message}.`, {
    fields: [{ path: 'body.metric', message }],
  });
}
