import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import { isConflict, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import type { DecisionPage, DecisionStore } from '../app/ports/decisions.ts';
import { type Decision, decisionSchema } from '../domain/decision.ts';
import { decisionKey, workspaceDecisionKey } from './keys.ts';

export const DECISIONS = 'DECISIONS';

export class DynamoDecisionStore implements DecisionStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  async add(workspace: string, decision: Decision, missionId?: string): Promise<void> {
    const key =
      missionId === undefined
        ? workspaceDecisionKey(workspace, decision.id)
        : decisionKey(workspace, missionId, decision);
    try {
      await this.records.put(key, decision, 'absent', timeline(workspace, DECISIONS, decision.at));
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }

  async list(
    workspace: string,
    { since, ...page }: { since?: string; limit: number; cursor?: string | undefined },
  ): Promise<DecisionPage> {
    const { items, cursor } = await queryTimeline(this.records, workspace, DECISIONS, decisionSchema, {
      ...page,
      newestFirst: true,
      ...(since === undefined ? {} : { from: since }),
    });
    return { decisions: items, cursor };
  }
}
