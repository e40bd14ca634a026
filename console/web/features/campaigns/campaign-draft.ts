import type { z } from 'zod';
import type {
  CampaignView,
  createCampaignBodySchema,
  editCampaignBodySchema,
  ResultMetric,
} from '../../../../shared/campaigns/contract/campaign.ts';
import { localInput } from '../../format/times.ts';

export interface GoalDraft {
  readonly key: string;
  readonly metric: ResultMetric;
  readonly target: string;
  /** A local time, as an input has it. */
  readonly by: string;
}

/** What is typed of a campaign, before it is a request. */
export interface CampaignDraft {
  readonly name: string;
  readonly description: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly goals: readonly GoalDraft[];
}

const localOr = (instant: string | null | undefined): string => (instant ? localInput(instant) : '');

/** A campaign as it is, to be changed; without one, a new campaign. */
export const draftOf = (campaign?: CampaignView): CampaignDraft => ({
  name: campaign?.name ?? '',
  description: campaign?.description ?? '',
  startsAt: localOr(campaign?.startsAt),
  endsAt: localOr(campaign?.endsAt),
  goals: (campaign?.goals ?? []).map(({ metric, target, by }, n) => ({
    key: String(n),
    metric,
    target: String(target),
    by: localOr(by),
  })),
});

const instantOf = (local: string): string => new Date(local).toISOString();

const goalsOf = (goals: readonly GoalDraft[]) =>
  goals.map(({ metric, target, by }) => ({
    metric,
    target: Number(target),
    ...(by === '' ? {} : { by: instantOf(by) }),
  }));

/** The request for a new campaign. What was left empty is left out. */
export const createBody = (draft: CampaignDraft): z.input<typeof createCampaignBodySchema> => ({
  name: draft.name,
  description: draft.description.trim() || undefined,
  startsAt: draft.startsAt === '' ? undefined : instantOf(draft.startsAt),
  endsAt: draft.endsAt === '' ? undefined : instantOf(draft.endsAt),
  goals: goalsOf(draft.goals),
});

/** The request that makes a campaign what the draft says. What was left empty is taken away. */
export const editBody = (draft: CampaignDraft): z.input<typeof editCampaignBodySchema> => ({
  name: draft.name,
  description: draft.description.trim() || null,
  startsAt: draft.startsAt === '' ? null : instantOf(draft.startsAt),
  endsAt: draft.endsAt === '' ? null : instantOf(draft.endsAt),
  goals: goalsOf(draft.goals),
});
