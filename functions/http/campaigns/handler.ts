import { type CampaignResultsDeps, campaignResults } from '../../../shared/campaigns/app/campaign-results.ts';
import {
  type JoinCampaignDeps,
  joinCampaign,
  leaveCampaign,
} from '../../../shared/campaigns/app/join-campaign.ts';
import {
  achievementView,
  editMilestone,
  listAchievements,
  type ManageAchievementsDeps,
  removeMilestone,
  setMilestone,
} from '../../../shared/campaigns/app/manage-achievements.ts';
import {
  campaignView,
  createCampaign,
  editCampaign,
  listCampaigns,
  type ManageCampaignsDeps,
  removeCampaign,
  setBudget,
  turnCampaign,
} from '../../../shared/campaigns/app/manage-campaigns.ts';
import {
  addIntelligence,
  editIntelligence,
  listIntelligence,
  type ManageIntelligenceDeps,
  removeIntelligence,
} from '../../../shared/campaigns/app/manage-intelligence.ts';
import {
  editMove,
  type ManageMovesDeps,
  planMove,
  removeMove,
  type TurnMoveDeps,
  turnMove,
} from '../../../shared/campaigns/app/manage-moves.ts';
import { listMoves, viewMove } from '../../../shared/campaigns/app/view-moves.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { ACHIEVEMENT_RULES } from '../../../shared/campaigns/domain/achievement.ts';
import { intelligenceView } from '../../../shared/campaigns/domain/intelligence.ts';
import type { Move } from '../../../shared/campaigns/domain/move.ts';
import { found } from '../../../shared/platform/asked.ts';
import { versionTag } from '../../../shared/platform/if-match.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { type HttpResult, httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';

export interface CampaignsDeps
  extends ManageCampaignsDeps,
    ManageMovesDeps,
    TurnMoveDeps,
    JoinCampaignDeps,
    CampaignResultsDeps,
    ManageAchievementsDeps,
    ManageIntelligenceDeps {
  readonly campaigns: ManageCampaignsDeps['campaigns'];
  readonly moves: ManageMovesDeps['moves'];
  readonly tasks: TurnMoveDeps['tasks'];
}

interface Asked {
  readonly caller: Caller;
  readonly correlationId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}
const anew = <B>(request: Asked & { readonly body: B }) => ({
  ...causedBy(request),
  body: request.body,
  idempotencyKey: request.headers['idempotency-key'],
});
const of = (request: Asked & { readonly params: { readonly id: string } }) => ({
  ...causedBy(request),
  id: request.params.id,
});
const ofVersion = (request: Asked & { readonly params: { readonly id: string } }) => ({
  ...of(request),
  ifMatch: request.headers['if-match'],
});

/** What is answered of one thing: its version is its ETag. */
const tagged = <V extends { readonly version: number }>(body: V): HttpResult => ({
  body,
  headers: { etag: versionTag(body.version) },
});
const made = (path: string, result: HttpResult & { readonly body?: unknown }): HttpResult => ({
  ...result,
  headers: { ...result.headers, location: `${path}/${(result.body as { readonly id: string }).id}` },
});

export const campaignsHandler = (deps: CampaignsDeps) => {
  const move = async (record: Move) => tagged(await viewMove(deps, record));
  interface Turn extends Asked {
    readonly params: { readonly id: string };
    readonly body: { readonly reason?: string | undefined };
  }
  const turn = (what: Parameters<typeof turnCampaign>[2]) => async (request: Turn) =>
    tagged(campaignView(await turnCampaign(deps, of(request), what, request.body.reason)));
  return httpHandler(campaignRoutes, {
    createCampaign: async (request) =>
      made('/api/campaigns', tagged(campaignView(await createCampaign(deps, anew(request))))),
    listCampaigns: async ({ caller, query }) => ({
      body: await listCampaigns(deps, caller.workspace, query),
    }),
    getCampaign: async (request) =>
      tagged(campaignView(await found(deps.campaigns, 'campaign', of(request)))),
    campaignResults: async (request) => ({
      body: await campaignResults(deps, await found(deps.campaigns, 'campaign', of(request))),
    }),
    editCampaign: async (request) =>
      tagged(campaignView(await editCampaign(deps, { ...ofVersion(request), body: request.body }))),
    setCampaignBudget: async (request) =>
      tagged(campaignView(await setBudget(deps, { ...ofVersion(request), budget: request.body }))),
    removeCampaign: async (request) => {
      await removeCampaign(deps, ofVersion(request));
      return { body: { id: request.params.id } };
    },
    startCampaign: turn('start'),
    pauseCampaign: turn('pause'),
    resumeCampaign: turn('resume'),
    finishCampaign: turn('finish'),
    cancelCampaign: turn('cancel'),
    joinCampaign: async (request) =>
      tagged(campaignView(await joinCampaign(deps, of(request), request.params.part))),
    leaveCampaign: async (request) =>
      tagged(campaignView(await leaveCampaign(deps, of(request), request.params.part))),

    createMove: async (request) => made('/api/moves', await move(await planMove(deps, anew(request)))),
    listMoves: async ({ caller, query }) => ({ body: await listMoves(deps, caller.workspace, query) }),
    getMove: async (request) => move(await found(deps.moves, 'move', of(request))),
    editMove: async (request) => move(await editMove(deps, { ...ofVersion(request), body: request.body })),
    removeMove: async (request) => {
      await removeMove(deps, ofVersion(request));
      return { body: { id: request.params.id } };
    },
    completeMove: async (request) => move(await turnMove(deps, of(request), 'complete', request.body.note)),
    retryMove: async (request) => move(await turnMove(deps, of(request), 'retry')),
    cancelMove: async (request) => move(await turnMove(deps, of(request), 'cancel', request.body.reason)),

    listAchievementRules: async () => ({ body: { rules: ACHIEVEMENT_RULES } }),
    createAchievement: async (request) =>
      made('/api/achievements', tagged(achievementView(await setMilestone(deps, anew(request))))),
    listAchievements: async ({ caller, query }) => ({
      body: await listAchievements(deps, caller.workspace, query),
    }),
    getAchievement: async (request) =>
      tagged(achievementView(await found(deps.achievements, 'achievement', of(request)))),
    editAchievement: async (request) =>
      tagged(achievementView(await editMilestone(deps, { ...ofVersion(request), body: request.body }))),
    removeAchievement: async (request) => {
      await removeMilestone(deps, ofVersion(request));
      return { body: { id: request.params.id } };
    },

    addIntelligence: async (request) =>
      made(
        '/api/intelligence',
        tagged(intelligenceView(await addIntelligence(deps, anew(request)), deps.clock.now())),
      ),
    listIntelligence: async ({ caller, query }) => ({
      body: await listIntelligence(deps, caller.workspace, query),
    }),
    getIntelligence: async (request) =>
      tagged(intelligenceView(await found(deps.intelligence, 'entry', of(request)), deps.clock.now())),
    editIntelligence: async (request) => {
      const entry = await editIntelligence(deps, { ...ofVersion(request), body: request.body });
      return tagged(intelligenceView(entry, deps.clock.now()));
    },
    removeIntelligence: async (request) => {
      await removeIntelligence(deps, ofVersion(request));
      return { body: { id: request.params.id } };
    },
  });
};
