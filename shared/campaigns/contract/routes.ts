import * as z from 'zod';
import { pageQuerySchema, plainText } from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { achievementRoutes } from './achievement-routes.ts';
import {
  budgetSchema,
  CAMPAIGN_STATES,
  campaignIdSchema,
  campaignResultsSchema,
  campaignViewSchema,
  createCampaignBodySchema,
  editCampaignBodySchema,
  partIdSchema,
} from './campaign.ts';
import { CHANGE_ERRORS, CREATE_ERRORS, IF_MATCH, ONCE } from './headers.ts';
import { intelligenceRoutes } from './intelligence-routes.ts';
import { moveRoutes } from './move-routes.ts';

const params = z.object({ id: campaignIdSchema });
const ofPart = z.object({ id: campaignIdSchema, part: partIdSchema });
const one = { status: 200, schema: campaignViewSchema } as const;

const turn = <const Id extends string, const Path extends string>(
  operationId: Id,
  path: Path,
  summary: string,
) =>
  ({
    operationId,
    method: 'POST',
    path,
    summary,
    roles: OPERATORS,
    params,
    body: z.strictObject({ reason: plainText({ max: 500 }).optional() }).prefault({}),
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  }) as const;

export const campaignRoutes = routes({
  createCampaign: {
    operationId: 'createCampaign',
    method: 'POST',
    path: '/api/campaigns',
    summary:
      'Create a campaign, as a draft. An owner or admin gives it a budget, moves are planned, and then it is started.',
    roles: OPERATORS,
    headers: ONCE,
    body: createCampaignBodySchema,
    success: { status: 201, schema: campaignViewSchema },
    errors: CREATE_ERRORS,
  },
  listCampaigns: {
    operationId: 'listCampaigns',
    method: 'GET',
    path: '/api/campaigns',
    summary: 'Campaigns, newest first. A page of a filtered list may be short.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ state: z.enum(CAMPAIGN_STATES).optional() }),
    success: {
      status: 200,
      schema: z.object({ campaigns: z.array(campaignViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  getCampaign: {
    operationId: 'getCampaign',
    method: 'GET',
    path: '/api/campaigns/{id}',
    summary: 'A campaign: its goals, budget, parts and moves. The ETag is its version.',
    roles: ANYONE,
    params,
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  campaignResults: {
    operationId: 'campaignResults',
    method: 'GET',
    path: '/api/campaigns/{id}/results',
    summary: 'What its parts really did: each by itself, their sums, the cost, the budget, and the goals.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: campaignResultsSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  editCampaign: {
    operationId: 'editCampaign',
    method: 'PATCH',
    path: '/api/campaigns/{id}',
    summary: 'Change name, description, dates or goals of a campaign that has not ended.',
    roles: OPERATORS,
    params,
    headers: IF_MATCH,
    body: editCampaignBodySchema,
    success: one,
    errors: CHANGE_ERRORS,
  },
  setCampaignBudget: {
    operationId: 'setCampaignBudget',
    method: 'PUT',
    path: '/api/campaigns/{id}/budget',
    summary: 'Give a campaign its budget: money and caps. What is left out has no limit.',
    roles: ADMINS,
    params,
    headers: IF_MATCH,
    body: budgetSchema,
    success: one,
    errors: CHANGE_ERRORS,
  },
  removeCampaign: {
    operationId: 'removeCampaign',
    method: 'DELETE',
    path: '/api/campaigns/{id}',
    summary: 'Remove a draft that has neither parts nor moves. Others are cancelled.',
    roles: OPERATORS,
    params,
    headers: IF_MATCH,
    success: { status: 200, schema: z.object({ id: campaignIdSchema }) },
    errors: CHANGE_ERRORS,
  },
  startCampaign: turn(
    'startCampaign',
    '/api/campaigns/{id}/start',
    'Start a draft: its moves begin when they are due.',
  ),
  pauseCampaign: turn(
    'pauseCampaign',
    '/api/campaigns/{id}/pause',
    'Pause a campaign: none of its moves begins. What was begun goes on, unless it is cancelled itself.',
  ),
  resumeCampaign: turn('resumeCampaign', '/api/campaigns/{id}/resume', 'Let a paused campaign go on.'),
  finishCampaign: turn(
    'finishCampaign',
    '/api/campaigns/{id}/finish',
    'Finish a campaign. Refused while a move of it is under way.',
  ),
  cancelCampaign: turn(
    'cancelCampaign',
    '/api/campaigns/{id}/cancel',
    'Cancel a campaign. Refused while a move of it is under way.',
  ),
  joinCampaign: {
    operationId: 'joinCampaign',
    method: 'PUT',
    path: '/api/campaigns/{id}/parts/{part}',
    summary:
      'Let a mission or a task join a campaign. It belongs to one campaign at most. A repeat changes nothing.',
    roles: OPERATORS,
    params: ofPart,
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  leaveCampaign: {
    operationId: 'leaveCampaign',
    method: 'DELETE',
    path: '/api/campaigns/{id}/parts/{part}',
    summary: 'Take a part out of a campaign that a person let join it. The mission or task itself stays.',
    roles: OPERATORS,
    params: ofPart,
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  ...moveRoutes,
  ...achievementRoutes,
  ...intelligenceRoutes,
});
