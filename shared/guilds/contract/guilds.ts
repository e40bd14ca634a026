import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { TASK_STATUSES, taskIdSchema } from '../../tasks/contract/task.ts';

export const GUILD_NAMES = ['research', 'muse', 'execution', 'data', 'intellect', 'heart', 'guard'] as const;
export const guildNameSchema = z.enum(GUILD_NAMES);
export type GuildName = z.infer<typeof guildNameSchema>;

export const rosterAgentNameSchema = z
  .string()
  .regex(
    /^[a-z][a-z-]{2,59}$/,
    'an agent is named by lower-case letters and hyphens, such as subject-line-writer',
  );

/** Of a guild for which nothing was set. */
export const DEFAULT_RESOURCES = { runsADay: 200, modelRunsADay: 100 } as const;

export const resourcesSchema = z.strictObject({
  runsADay: z
    .number()
    .int()
    .min(0)
    .max(100_000)
    .default(DEFAULT_RESOURCES.runsADay)
    .describe('Runs of its agents in a day (UTC)'),
  modelRunsADay: z
    .number()
    .int()
    .min(0)
    .max(100_000)
    .default(DEFAULT_RESOURCES.modelRunsADay)
    .describe('Runs that may ask a language model; the rest go by rules where they can'),
});
export type Resources = z.output<typeof resourcesSchema>;

const jsonSchema = z.record(z.string(), z.unknown());

export const rosterAgentSchema = z
  .object({
    name: rosterAgentNameSchema,
    guild: guildNameSchema,
    role: z.string(),
    capability: z.string(),
    does: z.string().describe('What its capability does'),
    reads: z.array(z.string()).describe('What it reads of the workspace. It changes nothing'),
    model: z
      .enum(['never', 'better', 'needed'])
      .describe(
        'Whether it asks a language model: never, as well as it goes by rules, or it cannot do without',
      ),
    input: jsonSchema.describe('JSON Schema of its input'),
    output: jsonSchema.describe('JSON Schema of its output'),
    example: z.record(z.string(), z.unknown()).describe('An input'),
  })
  .meta({ id: 'RosterAgent' });
export type RosterAgentView = z.infer<typeof rosterAgentSchema>;

/** A task of an agent of the roster. */
const rosterRunSchema = z.object({
  task: taskIdSchema,
  agent: rosterAgentNameSchema,
  title: z.string(),
  status: z.enum(TASK_STATUSES),
  by: z.enum(['rules', 'model']).nullable().describe('How its result was made; null where there is none'),
  error: z.string().nullable().describe('Why there is no result'),
  createdAt: instantSchema,
  createdBy: z.string(),
  completedAt: instantSchema.nullable(),
});
export type RosterRunView = z.infer<typeof rosterRunSchema>;

export const rosterAgentDetailSchema = rosterAgentSchema
  .extend({
    kind: z.literal('roster'),
    settings: z.record(z.string(), z.unknown()).describe('How it is set up for its capability'),
    modelSettings: z
      .object({
        maxOutputTokens: z.number().int().describe('The longest answer that is taken'),
        timeoutMs: z.number().int().describe('How long an answer is waited for'),
      })
      .nullable()
      .describe('How a model is asked; null when it asks none'),
    runs: z
      .array(rosterRunSchema)
      .describe('Of the latest 500 tasks of the last 30 days, those of this agent; newest first'),
  })
  .meta({ id: 'RosterAgentDetail' });
export type RosterAgentDetail = z.infer<typeof rosterAgentDetailSchema>;

const personSchema = z.object({
  id: z.string(),
  addedAt: instantSchema,
  addedBy: z.string(),
  decided: z.number().int().describe('Tasks of the guild that they approved or rejected'),
  undid: z.number().int().describe('Tasks of the guild that they undid'),
});

const performanceSchema = z.object({
  since: instantSchema.describe('Of the latest 500 tasks, those since then count'),
  tasks: z.object({
    done: z.number().int(),
    failed: z.number().int(),
    open: z.number().int(),
    undone: z.number().int(),
    approved: z.number().int(),
    approvedUnchanged: z.number().int(),
    medianMinutes: z.number().nullable().describe('From the order to the end; null before the first'),
  }),
  missionRuns: z
    .object({
      runs: z.number().int(),
      failed: z.number().int(),
      meanDurationMs: z.number().nullable(),
    })
    .describe('Runs of its agents of missions, from the beginning'),
});

export const guildSchema = z
  .object({
    name: guildNameSchema,
    purpose: z.string(),
    agents: z.array(rosterAgentNameSchema),
    missionAgents: z.array(z.string()).describe('Agents of missions that belong to it'),
    resources: resourcesSchema.extend({
      runsToday: z.number().int(),
      modelRunsToday: z.number().int(),
    }),
    people: z.array(personSchema),
    performance: performanceSchema,
  })
  .meta({ id: 'Guild' });
export type GuildView = z.infer<typeof guildSchema>;

export const guildDetailSchema = guildSchema
  .extend({ latest: z.array(rosterRunSchema).describe('The latest 20 tasks of its agents, newest first') })
  .meta({ id: 'GuildDetail' });
export type GuildDetail = z.infer<typeof guildDetailSchema>;
