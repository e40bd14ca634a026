import * as z from 'zod';
import { pageQuerySchema } from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import {
  ACHIEVEMENT_STATES,
  achievementIdSchema,
  achievementRuleSchema,
  achievementViewSchema,
  createAchievementBodySchema,
  editAchievementBodySchema,
} from './achievement.ts';
import { campaignIdSchema } from './campaign.ts';
import { CHANGE_ERRORS, CREATE_ERRORS, IF_MATCH, ONCE } from './headers.ts';

const params = z.object({ id: achievementIdSchema });
const one = { status: 200, schema: achievementViewSchema } as const;

export const achievementRoutes = routes({
  listAchievementRules: {
    operationId: 'listAchievementRules',
    method: 'GET',
    path: '/api/achievements/rules',
    summary: 'The rules by which Rex awards achievements in every workspace.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ rules: z.array(achievementRuleSchema) }) },
    errors: [],
  },
  createAchievement: {
    operationId: 'createAchievement',
    method: 'POST',
    path: '/api/achievements',
    summary:
      'Set a milestone of the workspace or of a campaign. It is awarded once, when the numbers reach it.',
    roles: OPERATORS,
    headers: ONCE,
    body: createAchievementBodySchema,
    success: { status: 201, schema: achievementViewSchema },
    errors: CREATE_ERRORS,
  },
  listAchievements: {
    operationId: 'listAchievements',
    method: 'GET',
    path: '/api/achievements',
    summary: 'Milestones that were awarded or set. A page of a filtered list may be short.',
    roles: ANYONE,
    query: pageQuerySchema.extend({
      state: z.enum(ACHIEVEMENT_STATES).optional(),
      campaign: campaignIdSchema.optional(),
    }),
    success: {
      status: 200,
      schema: z.object({ achievements: z.array(achievementViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  getAchievement: {
    operationId: 'getAchievement',
    method: 'GET',
    path: '/api/achievements/{id}',
    summary: 'A milestone, with the evidence if it was awarded. The ETag is its version.',
    roles: ANYONE,
    params,
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  editAchievement: {
    operationId: 'editAchievement',
    method: 'PATCH',
    path: '/api/achievements/{id}',
    summary: 'Change a milestone that was not awarded yet.',
    roles: OPERATORS,
    params,
    headers: IF_MATCH,
    body: editAchievementBodySchema,
    success: one,
    errors: CHANGE_ERRORS,
  },
  removeAchievement: {
    operationId: 'removeAchievement',
    method: 'DELETE',
    path: '/api/achievements/{id}',
    summary: 'Remove a milestone that was not awarded. What was awarded stays.',
    roles: OPERATORS,
    params,
    headers: IF_MATCH,
    success: { status: 200, schema: z.object({ id: achievementIdSchema }) },
    errors: CHANGE_ERRORS,
  },
});
