import * as z from 'zod';
import { DAY } from '../../kernel/clock.ts';
import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import { isConflict, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import type { AgentLog } from '../app/ports/agents.ts';
import { type AgentRun, type AgentStats, agentRunSchema } from '../domain/agent-run.ts';
import { agentRunKey, agentStatsKey } from './keys.ts';

const AGENT_LOGS = 'AGENT_LOGS';
const KEPT_MS = 30 * DAY;

const statsSchema = z.object({
  runs: z.number().default(0),
  failed: z.number().default(0),
  totalMs: z.number().default(0),
  lastAt: z.string().optional(),
});

export class DynamoAgentLog implements AgentLog {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  async add(run: AgentRun): Promise<boolean> {
    const expiresAt = Math.floor((Date.parse(run.at) + KEPT_MS) / 1000);
    const key = agentRunKey(run.workspace, run.key);
    for (let tries = 0; tries < 5; tries++) {
      try {
        await transact(this.records, [
          this.records.putItem(key, run, 'absent', {
            ...timeline(run.workspace, AGENT_LOGS, run.at),
            expiresAt,
          }),
          {
            Update: {
              TableName: this.records.name,
              Key: { ...agentStatsKey(run.workspace, run.agent) },
              UpdateExpression: 'SET lastAt = :at ADD runs :one, failed :failed, totalMs :ms',
              ExpressionAttributeValues: {
                ':at': run.at,
                ':one': 1,
                ':failed': run.outcome === 'failed' ? 1 : 0,
                ':ms': Math.round(run.durationMs),
              },
            },
          },
        ]);
        return true;
      } catch (error) {
        if (!isConflict(error)) throw error;
        if ((await this.records.get(key, agentRunSchema)) !== undefined) return false;
        // Parts that end at the same time update the same record, so each retries until its turn comes.
      }
    }
    return false;
  }

  async stats(workspace: string, agents: readonly string[]): Promise<AgentStats[]> {
    const found = await this.records.getMany(
      agents.map((agent) => agentStatsKey(workspace, agent)),
      statsSchema,
    );
    return found.map(
      (stats): AgentStats => ({
        runs: stats?.runs ?? 0,
        failed: stats?.failed ?? 0,
        totalMs: stats?.totalMs ?? 0,
        lastAt: stats?.lastAt,
      }),
    );
  }

  async list(workspace: string, limit: number): Promise<AgentRun[]> {
    const { items } = await queryTimeline(this.records, workspace, AGENT_LOGS, agentRunSchema, {
      limit,
      newestFirst: true,
    });
    return items;
  }
}
