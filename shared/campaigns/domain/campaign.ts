import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import {
  CAMPAIGN_STATES,
  type CampaignState,
  campaignIdSchema,
  RESULT_METRICS,
} from '../contract/campaign.ts';
import { campaignEvents } from '../contract/events.ts';

const capSchema = z.number().int().optional();

/** A campaign: what it is for, what it may cost, and what belongs to it. */
export const campaignSchema = z.object({
  workspace: workspaceIdSchema,
  id: campaignIdSchema,
  version: z.number().int().min(1),
  state: refuseUnknown(z.enum(CAMPAIGN_STATES)),
  name: z.string(),
  description: z.string().optional(),
  startsAt: instantSchema.optional(),
  endsAt: instantSchema.optional(),
  goals: z.array(
    z.object({
      metric: refuseUnknown(z.enum(RESULT_METRICS)),
      target: z.number(),
      by: instantSchema.optional(),
    }),
  ),
  budget: z.object({
    amountUsd: z.number().optional(),
    caps: z.object({ messages: capSchema, missions: capSchema, tasks: capSchema }),
  }),
  parts: z.array(
    z.object({
      id: z.string(),
      kind: readUnknownAs(z.enum(['mission', 'task']), 'task'),
      joinedAt: instantSchema,
      move: z.string().optional(),
    }),
  ),
  /** Ids of its moves: they and their dependencies change with the campaign, so that no circle can come about. */
  moves: z.array(z.string()),
  createdAt: instantSchema,
  createdBy: z.string(),
  updatedAt: instantSchema,
  startedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
});
export type Campaign = z.infer<typeof campaignSchema>;
export type Part = Campaign['parts'][number];

/** So that a campaign fits into a record, and its moves into the answers about it. */
export const MOST_PARTS = 200;
export const MOST_MOVES = 100;

/** What can happen to a campaign, from which states, and what it is then. Whatever is not here cannot happen. */
const CAMPAIGN_TRANSITIONS = {
  edit: { from: ['draft', 'running', 'paused'], to: 'same' },
  budget: { from: ['draft', 'running', 'paused'], to: 'same' },
  plan: { from: ['draft', 'running', 'paused'], to: 'same' },
  join: { from: ['draft', 'running', 'paused'], to: 'same' },
  leave: { from: ['draft', 'running', 'paused'], to: 'same' },
  start: { from: ['draft'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  finish: { from: ['running', 'paused'], to: 'finished' },
  cancel: { from: ['draft', 'running', 'paused'], to: 'cancelled' },
  remove: { from: ['draft'], to: 'same' },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly CampaignState[]; readonly to: CampaignState | 'same' }>
>;
export type CampaignChange = keyof typeof CAMPAIGN_TRANSITIONS;

const isOver = (state: CampaignState): boolean => state === 'finished' || state === 'cancelled';

/** The campaign after a change. @throws RexError CONFLICT when it cannot happen now */
export function turned(
  campaign: Campaign,
  change: CampaignChange,
  now: Date,
  fields: Partial<Campaign> = {},
): Campaign {
  const { from, to } = CAMPAIGN_TRANSITIONS[change];
  if (!(from as readonly CampaignState[]).includes(campaign.state)) {
    throw new RexError(
      'CONFLICT',
      `The campaign is ${campaign.state}; "${change}" is possible while it is ${from.join(' or ')}.`,
    );
  }
  const state = to === 'same' ? campaign.state : to;
  const at = now.toISOString();
  return {
    ...campaign,
    ...fields,
    state,
    updatedAt: at,
    startedAt: campaign.startedAt ?? (state === 'running' ? at : undefined),
    endedAt: isOver(state) ? at : undefined,
  };
}

/** @throws RexError VALIDATION_FAILED */
export function checkDates({ startsAt, endsAt }: Pick<Campaign, 'startsAt' | 'endsAt'>): void {
  if (startsAt === undefined || endsAt === undefined || Date.parse(endsAt) > Date.parse(startsAt)) return;
  throw new RexError('VALIDATION_FAILED', 'The campaign would end before it starts.', {
    fields: [{ path: 'body.endsAt', message: `must be after ${startsAt}` }],
  });
}

/** An event about a campaign as it is about to be stored: its sequence is the version that it gets. */
export const campaignEvent = (
  { workspace, id, version, name, state }: Campaign,
  change: CampaignChange | 'create',
  { actor, correlationId }: Cause,
  now: Date,
  { part, reason }: { readonly part?: string; readonly reason?: string | undefined } = {},
): RexEvent =>
  newEvent(
    campaignEvents,
    'campaign.changed',
    {
      about: id,
      sequence: change === 'create' ? 1 : version + 1,
      workspace,
      correlationId,
      actor,
      data: { change, name, state, part: part ?? null, reason: reason ?? null },
    },
    now,
  );
