import type { z } from 'zod';
import type {
  CampaignView,
  createCampaignBodySchema,
  editCampaignBodySchema,
  ResultMetric,
} from '../../../../shared/campaigns/contract/campaign.ts';

export interface GoalDraft {
  readonly key: string;
  readonly metric: ResultMetric;
  readonly target: string;
  /** An instant; empty for none. */
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

/** A campaign as it is, to be changed; without one, a new campaign. */
export const draftOf = (campaign?: CampaignView): CampaignDraft => ({
  name: campaign?.name ?? '',
  description: campaign?.description ?? '',
  startsAt: campaign?.startsAt ?? '',
  endsAt: campaign?.endsAt ?? '',
  goals: (campaign?.goals ?? []).map(({ metric, target, by }, n) => ({
    key: String(n),
    metric,
    target: String(target),
    by: by ?? '',
  })),
});

const goalsOf = (goals: readonly GoalDraft[]) =>
  goals.map(({ metric, target, by }) => ({
    metric,
    target: Number(target),
    ...(by === '' ? {} : { by }),
  }));

/** The request for a new campaign. What was left empty is left out. */
export const createBody = (draft: CampaignDraft): z.input<typeof createCampaignBodySchema> => ({
  name: draft.name,
  description: draft.description.trim() || undefined,
  startsAt: draft.startsAt || undefined,
  endsAt: draft.endsAt || undefined,
  goals: goalsOf(draft.goals),
});

/** The request that makes a campaign what the draft says. What was left empty is taken away. */
export const editBody = (draft: CampaignDraft): z.input<typeof editCampaignBodySchema> => ({
  name: draft.name,
  description: draft.description.trim() || null,
  startsAt: draft.startsAt || null,
  endsAt: draft.endsAt || null,
  goals: goalsOf(draft.goals),
});
