import * as z from 'zod';
import type { RexEvent } from '../../kernel/events.ts';
import { DynamoCollection } from '../../platform/adapters/dynamodb/collection.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { NamedRequest } from '../../platform/ports/collection.ts';
import type { CampaignRef, CampaignStore, MoveStore } from '../app/ports/campaigns.ts';
import { type Campaign, campaignSchema } from '../domain/campaign.ts';
import { type Move, moveSchema } from '../domain/move.ts';
import { campaignPartKey, campaignsPartition, campaignWork, movesPartition } from './keys.ts';

const partSchema = z.object({ campaign: z.string() });

export class DynamoCampaignStore extends DynamoCollection<typeof campaignSchema> implements CampaignStore {
  constructor(tables: Tables) {
    super(tables, {
      name: 'campaigns',
      schema: campaignSchema,
      partition: campaignsPartition,
      // While it is in the index, the executor looks at its moves.
      extra: ({ id, state, createdAt }) =>
        state === 'running' || state === 'paused'
          ? { workShard: campaignWork.shardOf(id), workDueAt: createdAt }
          : {},
    });
  }

  async active(now: Date): Promise<CampaignRef[]> {
    const keys = await queryWork(this.records, campaignWork, now);
    return keys.flatMap(({ pk, sk: id }) => {
      const workspace = /^W#([^#]+)#CAMPAIGNS$/.exec(pk)?.[1];
      return workspace ? [{ workspace, id }] : [];
    });
  }

  async ofPart(workspace: string, part: string): Promise<string | undefined> {
    return (await this.records.get(campaignPartKey(workspace, part), partSchema))?.campaign;
  }

  join(campaign: Campaign, part: string, events: readonly RexEvent[]): Promise<Campaign> {
    const { workspace, id } = campaign;
    const owner = this.records.putItem(campaignPartKey(workspace, part), { campaign: id }, 'absent');
    return this.saveWith(campaign, events, [owner]);
  }

  leave(campaign: Campaign, part: string, events: readonly RexEvent[]): Promise<Campaign> {
    const { workspace, id } = campaign;
    return this.saveWith(campaign, events, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...campaignPartKey(workspace, part) },
          ConditionExpression: '#campaign = :campaign',
          ExpressionAttributeNames: { '#campaign': 'campaign' },
          ExpressionAttributeValues: { ':campaign': id },
        },
      },
    ]);
  }
}

export class DynamoMoveStore extends DynamoCollection<typeof moveSchema> implements MoveStore {
  private readonly campaigns: DynamoCampaignStore;

  constructor(tables: Tables, campaigns: DynamoCampaignStore) {
    super(tables, { name: 'moves', schema: moveSchema, partition: movesPartition });
    this.campaigns = campaigns;
  }

  plan(campaign: Campaign, move: Move, events: readonly RexEvent[], request?: NamedRequest): Promise<Move> {
    return this.createWith(move, events, [this.nextOf(campaign)], request);
  }

  replan(campaign: Campaign, move: Move, events: readonly RexEvent[]): Promise<Move> {
    return this.saveWith(move, events, [this.nextOf(campaign)]);
  }

  unplan(campaign: Campaign, move: Move, events: readonly RexEvent[]): Promise<void> {
    return this.removeWith(move, events, [this.nextOf(campaign)]);
  }

  private nextOf(campaign: Campaign) {
    const { version } = campaign;
    return this.campaigns.item({ ...campaign, version: version + 1 }, { version });
  }
}
