import * as z from 'zod';
import { instantSchema, type Role } from '../../kernel/contract/common.ts';

export const workIdSchema = z
  .string()
  .regex(
    /^[a-z]{1,4}_[0-9a-z]{26}$/,
    'an id is what the lists of the seat show, such as pr_ and 26 characters',
  );

/** What a work rests on: a record of Rex that anybody of the workspace may open. */
export const SOURCE_KINDS = [
  'analytics',
  'mission',
  'task',
  'campaign',
  'move',
  'domain',
  'lead',
  'experiment',
  'approval',
  'alert',
  'recommendation',
  'intelligence',
  'reply',
  'document',
  'guild',
  'notification',
  'function',
  'route',
  'work',
  'person',
  'settings',
] as const;

const sourceSchema = z.object({
  kind: z.enum(SOURCE_KINDS),
  id: z.string().describe('Of the record; of a series its name'),
  says: z.string().describe('What was read there, as a whole sentence'),
});

export const CONFIDENCE_LEVELS = ['very_high', 'high', 'medium', 'low', 'very_low'] as const;
const confidenceSchema = z.object({
  level: z.enum(CONFIDENCE_LEVELS),
  value: z.number().min(0).max(1),
  basis: z.string().describe('What it is made of, as a whole sentence'),
});

/** What became of a work when its day came. */
const outcomeSchema = z.object({
  at: instantSchema,
  held: z.boolean().nullable().describe('Whether it came true; null where it cannot be told'),
  says: z.string(),
  measures: z.record(z.string(), z.number()).describe('Such as the error, by name'),
});

/** Works of one kind. */
export interface WorkKind {
  /** Two or three letters before the ids. */
  readonly prefix: string;
  /** The tab of the seat's page that shows them; the kind's own name where it says none. */
  readonly tab?: string;
  /** Which states may follow on each. The first is that of a new work, where it does not say another one. */
  readonly states: Readonly<Record<string, readonly string[]>>;
  readonly result: z.ZodType;
  /** Who sees works of the kind in the status, beside those who made them; absent: anyone. Only of kinds that have no list. */
  readonly readers?: readonly Role[];
  /** Of states in which only people can go on: whoever made the work is told so, once. */
  readonly asks?: Readonly<Record<string, Asks>>;
}

interface Asks {
  /** What to do; `{id}` is that of the work. */
  readonly says: string;
  /** Who is told where its maker has no subscription. */
  readonly roles: readonly Role[];
}

export const workViewSchema = ({ states, result }: WorkKind) =>
  z.object({
    id: workIdSchema,
    version: z.number().int().min(1),
    state: z.enum(Object.keys(states) as [string, ...string[]]),
    title: z.string().describe('What it is, in one line'),
    input: z.record(z.string(), z.unknown()).describe('As it was asked for'),
    result,
    sources: z.array(sourceSchema),
    confidence: confidenceSchema.nullable(),
    dueAt: instantSchema.nullable().describe('When the seat looks at it again'),
    outcome: outcomeSchema.nullable(),
    createdAt: instantSchema,
    createdBy: z.string(),
    updatedAt: instantSchema,
  });
export type WorkView = z.infer<ReturnType<typeof workViewSchema>>;

/** A work of any kind: its result is as its own seat describes it. */
const anyWorkSchema = workViewSchema({ prefix: '', states: { any: [] }, result: z.unknown() }).extend({
  kind: z.string(),
  state: z.string(),
});

const cardSchema = z.object({
  title: z.string(),
  value: z.number().nullable().describe('null: there is nothing to tell it from'),
  unit: z.enum(['count', 'share', 'days', 'ms', 'usd', 'score']),
  says: z.string().describe('What it is counted from'),
  works: z
    .array(z.object({ kind: z.string(), id: workIdSchema }))
    .describe('The works that it is counted from'),
});
export type Card = z.infer<typeof cardSchema>;

export const statusSchema = z.object({
  seat: z.string(),
  title: z.string(),
  purpose: z.string(),
  capabilities: z.array(
    z.object({
      name: z.string(),
      does: z.string(),
      method: z.string(),
      reads: z.array(z.string()),
      proposes: z.array(z.string()),
    }),
  ),
  counts: z.array(z.object({ kind: z.string(), state: z.string(), count: z.number().int() })),
  counted: z.number().int().describe('How many of the newest works were counted'),
  isWhole: z.boolean().describe('Whether these are all works'),
  cards: z.array(cardSchema),
  unlisted: z.array(anyWorkSchema).describe('The newest works of kinds that have no list'),
  latestAt: instantSchema.nullable(),
});
export type SeatStatus = z.infer<typeof statusSchema>;
