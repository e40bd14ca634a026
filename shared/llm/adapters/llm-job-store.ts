import { DAY } from '../../kernel/clock.ts';
import { isConflict, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { LlmJobStore } from '../app/ports/llm-jobs.ts';
import { type LlmJob, llmJobSchema } from '../domain/job.ts';
import { llmJobKey } from './keys.ts';

/** Providers keep an answer for 30 days; what it cost is settled long before. */
const KEPT_MS = 7 * DAY;

export class DynamoLlmJobStore implements LlmJobStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(workspace: string, id: string): Promise<LlmJob | undefined> {
    return this.records.get(llmJobKey(workspace, id), llmJobSchema);
  }

  async create(job: LlmJob): Promise<boolean> {
    try {
      await this.records.put(llmJobKey(job.workspace, job.id), kept(job), 'absent');
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  async save(job: LlmJob): Promise<LlmJob> {
    const next = { ...job, version: job.version + 1 };
    await this.records.put(llmJobKey(job.workspace, job.id), kept(next), { version: job.version });
    return next;
  }
}

const kept = (job: LlmJob) => ({
  ...job,
  expiresAt: Math.floor((Date.parse(job.askedAt) + KEPT_MS) / 1000),
});
