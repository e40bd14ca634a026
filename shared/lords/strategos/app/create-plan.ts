import { utcDay } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Made, Source } from '../../../seats/domain/work.ts';
import type { CreatePlanInput, Plan } from '../contract/schemas.ts';
import { draftActivities, type PlannedMove } from '../domain/draft-activities.ts';
import { forecastEnd } from '../domain/forecast-end.ts';
import { firstPlan } from '../domain/plan.ts';
import { refused } from '../domain/refused.ts';
import type { StrategosDeps } from './deps.ts';
import { domainCaps } from './domain-caps.ts';
import { planLookedAtNext } from './plans.ts';

export async function createPlan(
  deps: StrategosDeps,
  { workspace, input, cause, now }: Asked<CreatePlanInput>,
): Promise<Made> {
  const today = utcDay(now);
  const { startsOn = today, campaign = null, capacities, title } = input;
  if (startsOn < today) throw refused('body.startsOn', `${startsOn} is over.`);
  const { moves, sources: fromCampaign } = await openMoves(deps, workspace, input);
  const drafts = draftActivities(input.activities, moves);
  const { caps, sources: fromDomains } = await domainCaps(deps, workspace, drafts, now);
  const plan = inBody(input, () => firstPlan(drafts, { startsOn, campaign, capacities, caps }));
  const given: Source = {
    kind: 'person',
    id: cause.actor.id,
    says: `${input.activities.length} activities and the capacities, as they were given.`,
  };
  return {
    work: {
      kind: 'plan',
      title,
      result: { ...plan, forecast: forecastEnd(plan, 0) },
      sources: [given, ...fromCampaign, ...fromDomains],
      dueAt: planLookedAtNext(plan, now),
    },
  };
}

/** The moves of the campaign that are not over. */
async function openMoves(
  { campaigns, moves }: StrategosDeps,
  workspace: string,
  { campaign: id }: CreatePlanInput,
): Promise<{ readonly moves: readonly PlannedMove[]; readonly sources: readonly Source[] }> {
  if (id === undefined) return { moves: [], sources: [] };
  const campaign = await campaigns.get(workspace, id);
  if (!campaign) throw refused('body.campaign', `There is no campaign ${id}.`);
  const all = await moves.getMany(workspace, campaign.moves);
  const open = all.filter(({ state }) => state !== 'done' && state !== 'cancelled');
  return {
    moves: open,
    sources: [
      { kind: 'campaign', id, says: `${open.length} of its ${all.length} moves are open.` },
      ...open.map(
        (move): Source => ({ kind: 'move', id: move.id, says: `"${move.title}" is ${move.state}.` }),
      ),
    ],
  };
}

/** What cannot be planned is refused by where it stands in the request. @throws RexError VALIDATION_FAILED */
function inBody({ activities }: CreatePlanInput, plan: () => Plan): Plan {
  try {
    return plan();
  } catch (error) {
    const [problem] = error instanceof RexError ? error.fields : [];
    if (!problem) throw error;
    const n = /^activities\.(\d+)$/.exec(problem.path)?.[1];
    const isOfCampaign = n !== undefined && Number(n) >= activities.length;
    throw refused(isOfCampaign ? 'body.campaign' : `body.${problem.path}`, problem.message);
  }
}
