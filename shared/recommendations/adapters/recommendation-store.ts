import * as z from 'zod';
import { approvalItem } from '../../approvals/adapters/approval-store.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import { type RecordTable, type TransactItem, transact } from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import { settingsItem } from '../../workspaces/adapters/workspace-store.ts';
import type { OfCause, RecommendationStore, SettledChange } from '../app/ports/recommendations.ts';
import { type Kept, type Recommendation, recommendationSchema } from '../domain/recommendation.ts';
import { recommendationCauseKey, recommendationKey } from './keys.ts';

const RECOMMENDATIONS = 'RECOMMENDATIONS';

const causeSchema = z.object({ version: z.number().int(), recommendationId: z.string() });

export class DynamoRecommendationStore implements RecommendationStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, id: string): Promise<Recommendation | undefined> {
    return this.records.get(recommendationKey(workspace, id), recommendationSchema);
  }

  async ofCause(workspace: string, kind: string, cause: string): Promise<OfCause> {
    const known = await this.records.get(recommendationCauseKey(workspace, kind, cause), causeSchema);
    return known
      ? { version: known.version, latest: await this.get(workspace, known.recommendationId) }
      : { version: 0, latest: undefined };
  }

  keep(
    { next, superseded }: Pick<Kept, 'next' | 'superseded'>,
    before: OfCause,
    events: readonly RexEvent[],
  ): Promise<void> {
    const { workspace, kind, cause, id } = next;
    return transact(this.records, [
      this.put(next),
      ...(superseded ? [this.put(superseded)] : []),
      this.records.putItem(
        recommendationCauseKey(workspace, kind, cause),
        { version: before.version + 1, recommendationId: id },
        guardOf(before.version + 1),
      ),
      ...putEvents(this.events, events),
    ]);
  }

  save(recommendation: Recommendation, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [this.put(recommendation), ...putEvents(this.events, events)]);
  }

  settle({ recommendation, approval, settings }: SettledChange, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [
      this.put(recommendation),
      approvalItem(this.records, approval, guardOf(approval.version)),
      ...(settings ? [settingsItem(this.records, settings, guardOf(settings.version))] : []),
      ...putEvents(this.events, events),
    ]);
  }

  async list(
    workspace: string,
    { state, ...page }: { state?: string | undefined; limit: number; cursor?: string | undefined },
  ) {
    const { items, cursor } = await queryTimeline(
      this.records,
      workspace,
      RECOMMENDATIONS,
      recommendationSchema,
      { ...page, newestFirst: true },
    );
    return { recommendations: items.filter((each) => !state || each.state === state), cursor };
  }

  private put(recommendation: Recommendation): TransactItem {
    const { workspace, id, version, lastAt } = recommendation;
    return this.records.putItem(
      recommendationKey(workspace, id),
      recommendation,
      guardOf(version),
      timeline(workspace, RECOMMENDATIONS, lastAt),
    );
  }
}

/** Of a record that has this version after the change. */
const guardOf = (version: number) => (version === 1 ? 'absent' : { version: version - 1 });
