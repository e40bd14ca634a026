import type { RexEvent } from '../../../kernel/events.ts';
import type { Collection, NamedRequest } from '../../../platform/ports/collection.ts';
import type { Achievement } from '../../domain/achievement.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Intelligence } from '../../domain/intelligence.ts';
import type { Move } from '../../domain/move.ts';

export interface CampaignRef {
  readonly workspace: string;
  readonly id: string;
}

export interface CampaignStore extends Collection<Campaign> {
  /** Those of all workspaces whose moves may begin or end. */
  active(now: Date): Promise<CampaignRef[]>;
  /** The campaign to which a mission or task belongs. */
  ofPart(workspace: string, part: string): Promise<string | undefined>;
  /** Saves the campaign with one part more. @throws RexError VERSION_CONFLICT, also when the part belongs to a campaign */
  join(campaign: Campaign, part: string, events: readonly RexEvent[]): Promise<Campaign>;
  /** Saves the campaign with that part less. @throws RexError VERSION_CONFLICT */
  leave(campaign: Campaign, part: string, events: readonly RexEvent[]): Promise<Campaign>;
}

/** The graph of a campaign's moves changes together with the campaign, guarded by its version: no two changes cross. */
export interface MoveStore extends Collection<Move> {
  plan(campaign: Campaign, move: Move, events: readonly RexEvent[], request?: NamedRequest): Promise<Move>;
  replan(campaign: Campaign, move: Move, events: readonly RexEvent[]): Promise<Move>;
  unplan(campaign: Campaign, move: Move, events: readonly RexEvent[]): Promise<void>;
}

export type AchievementStore = Collection<Achievement>;
export type IntelligenceStore = Collection<Intelligence>;
