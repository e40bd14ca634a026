import { History } from '../../analytics/app/history.ts';
import type { AnalyticsStore } from '../../analytics/app/ports/analytics.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import { GOALS_MET } from '../contract/achievement.ts';
import {
  ACHIEVEMENT_RULES,
  type Achievement,
  achievementEvent,
  achievementIdOf,
  campaignNumbers,
  workspaceNumbers,
} from '../domain/achievement.ts';
import type { Campaign } from '../domain/campaign.ts';
import { type CampaignResultsDeps, campaignResults } from './campaign-results.ts';
import type { AchievementStore, CampaignStore } from './ports/campaigns.ts';

export interface AwardAchievementsDeps extends CampaignResultsDeps {
  readonly achievements: AchievementStore;
  readonly campaigns: Pick<CampaignStore, 'all'>;
  readonly analytics: Pick<AnalyticsStore, 'days' | 'hours'>;
}

/** Replies and purchases may follow for so long after a campaign has ended. */
const LOOKED_AT_MS = 90 * DAY;

type Numbers = Readonly<Record<string, number>>;

/**
 * Awards what the numbers of a workspace and its campaigns have reached, each once: an award is a record whose id is made of
 * the rule, or the milestone that somebody set, guarded by its version. A repeat finds it.
 * @returns how many were awarded
 */
export async function awardAchievements(
  deps: AwardAchievementsDeps,
  workspace: string,
  correlationId: string,
  history = new History(deps.analytics, workspace),
): Promise<number> {
  const [known, days, hours, campaigns] = await Promise.all([
    deps.achievements.all(workspace),
    history.days(),
    history.hours(),
    deps.campaigns.all(workspace),
  ]);
  const { numbers, records } = workspaceNumbers(days, hours);
  const award = (achievement: Achievement, of: Numbers, ids: readonly string[]) =>
    awardOne(deps, achievement, { numbers: of, records: ids, correlationId });
  let awarded = 0;
  for (const achievement of [...ofRules(deps, workspace), ...known.filter(isOpen)]) {
    if (achievement.campaign === undefined && !isKnown(known, achievement))
      awarded += await award(achievement, numbers, records);
  }
  for (const campaign of campaigns) {
    const milestones = [
      ...ofCampaign(deps, campaign),
      ...known.filter(({ campaign: id }) => id === campaign.id),
    ];
    const open = milestones.filter((each) => isOpen(each) && !isKnown(known, each));
    if (open.length === 0 || !isLookedAt(campaign, deps.clock.now())) continue;
    const results = await campaignResults(deps, campaign);
    const ids = [campaign.id, ...results.parts.map(({ id }) => id)];
    for (const achievement of open) awarded += await award(achievement, campaignNumbers(results), ids);
  }
  return awarded;
}

const isOpen = ({ state }: Achievement): boolean => state === 'open';

/** Of a rule, and awarded already. */
const isKnown = (known: readonly Achievement[], { id, version }: Achievement): boolean =>
  version === 0 && known.some((each) => each.id === id);

function isLookedAt({ state, endedAt }: Campaign, now: Date): boolean {
  if (state === 'draft') return false;
  return endedAt === undefined || endedAt > addMs(now, -LOOKED_AT_MS).toISOString();
}

/** What rules would award: of version 0, since it is not stored. */
const ofRules = ({ clock }: AwardAchievementsDeps, workspace: string): Achievement[] =>
  ACHIEVEMENT_RULES.flatMap(({ id: rule, per, name, description, metric, atLeast }) =>
    per === 'workspace' && atLeast !== null
      ? [
          fresh(
            { workspace, id: achievementIdOf(workspace, rule), rule, name, description, metric, atLeast },
            clock.now(),
          ),
        ]
      : [],
  );

const ofCampaign = (
  { clock }: AwardAchievementsDeps,
  { workspace, id: campaign, name: of, goals }: Campaign,
) =>
  ACHIEVEMENT_RULES.flatMap(({ id: rule, per, name, description, metric }) =>
    per === 'campaign' && metric === GOALS_MET && goals.length > 0
      ? [
          fresh(
            {
              workspace,
              id: achievementIdOf(workspace, rule, campaign),
              rule,
              campaign,
              name: `${name}: ${of}`,
              description,
              metric,
              atLeast: goals.length,
            },
            clock.now(),
          ),
        ]
      : [],
  );

const fresh = (
  of: Pick<
    Achievement,
    'workspace' | 'id' | 'rule' | 'campaign' | 'name' | 'description' | 'metric' | 'atLeast'
  >,
  now: Date,
): Achievement => ({ ...of, version: 0, state: 'open', createdAt: now.toISOString(), createdBy: 'rex' });

/** 1 when it was awarded now; 0 when its number is not reached, or another run was quicker. */
async function awardOne(
  { achievements, clock }: AwardAchievementsDeps,
  achievement: Achievement,
  {
    numbers,
    records,
    correlationId,
  }: { readonly numbers: Numbers; readonly records: readonly string[]; readonly correlationId: string },
): Promise<number> {
  const value = numbers[achievement.metric] ?? 0;
  if (value < achievement.atLeast) return 0;
  const now = clock.now();
  const known = Object.fromEntries(Object.entries(numbers).filter(([, number]) => number !== 0));
  const next: Achievement = {
    ...achievement,
    state: 'awarded',
    evidence: { at: now.toISOString(), value, numbers: known, records: [...records] },
  };
  const cause = { actor: REX, correlationId };
  const event = achievementEvent(next, 'awarded', achievement.version + 1, cause, now);
  try {
    if (achievement.version === 0) await achievements.create({ ...next, version: 1 }, [event]);
    else await achievements.save(next, [event]);
    return 1;
  } catch (error) {
    if (isConflict(error)) return 0;
    throw error;
  }
}
