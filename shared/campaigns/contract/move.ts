import * as z from 'zod';
import { instantSchema, lineText, plainText } from '../../kernel/contract/common.ts';
import { createMissionBodySchema } from '../../missions/contract/routes.ts';
import { TASK_PRIORITIES, taskTypeSchema } from '../../tasks/contract/task.ts';
import { campaignIdSchema } from './campaign.ts';

export const MOVE_STATES = ['planned', 'started', 'done', 'failed', 'cancelled'] as const;
export type MoveState = (typeof MOVE_STATES)[number];

export const moveIdSchema = z
  .string()
  .regex(/^mv_[0-9a-z]{26}$/, 'the id of a move looks like mv_ and 26 characters');

const bySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mission'), mission: createMissionBodySchema }),
  z.strictObject({
    kind: z.literal('task'),
    task: z.strictObject({
      type: taskTypeSchema,
      title: lineText({ max: 200 }).optional().describe('Left out: that of the move'),
      description: plainText({ max: 2_000 }).optional(),
      priority: z.enum(TASK_PRIORITIES).default('normal'),
      payload: z.record(z.string(), z.unknown()),
      dryRun: z.boolean().default(false),
    }),
  }),
  z.strictObject({ kind: z.literal('person'), instructions: plainText({ max: 2_000 }) }),
]);
export type CarriedOutBy = z.output<typeof bySchema>;

const fields = {
  title: lineText({ max: 150 }),
  description: plainText({ max: 2_000 }),
  dependsOn: z.array(moveIdSchema).max(20).describe('Moves of the same campaign that have to be done before'),
  startsAt: instantSchema.describe('It does not begin before'),
  dueAt: instantSchema.describe('When it should be done'),
  owner: lineText({ max: 120 }).describe('Who answers for it: a member or an agent'),
};
const by = bySchema.describe('What carries it out: a mission, a task, or a person');

export const createMoveBodySchema = z.strictObject({
  campaign: campaignIdSchema,
  title: fields.title,
  description: fields.description.optional(),
  dependsOn: fields.dependsOn.default([]),
  startsAt: fields.startsAt.optional(),
  dueAt: fields.dueAt.optional(),
  owner: fields.owner.optional(),
  by,
});
export type CreateMoveBody = z.output<typeof createMoveBodySchema>;

/** What is left out stays; null takes it away. */
export const editMoveBodySchema = z.strictObject({
  title: fields.title.optional(),
  description: fields.description.nullable().optional(),
  dependsOn: fields.dependsOn.optional(),
  startsAt: fields.startsAt.nullable().optional(),
  dueAt: fields.dueAt.nullable().optional(),
  owner: fields.owner.nullable().optional(),
  by: by.optional(),
});
export type EditMoveBody = z.output<typeof editMoveBodySchema>;

export const moveViewSchema = z
  .object({
    id: moveIdSchema,
    version: z.number().int().describe('Its ETag'),
    campaign: campaignIdSchema,
    state: z.enum(MOVE_STATES),
    reason: z.string().nullable().describe('Why it is in this state, or what it waits for'),
    title: z.string(),
    description: z.string().nullable(),
    dependsOn: z.array(z.string()),
    startsAt: instantSchema.nullable(),
    dueAt: instantSchema.nullable(),
    late: z.boolean().describe('It should be done, and is not'),
    owner: z.string().nullable(),
    by: z.record(z.string(), z.unknown()).describe('As it was given'),
    part: z.string().nullable().describe('The mission or task that carries it out'),
    attempt: z.number().int(),
    createdAt: instantSchema,
    createdBy: z.string(),
    updatedAt: instantSchema,
    startedAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Move' });
export type MoveView = z.infer<typeof moveViewSchema>;
