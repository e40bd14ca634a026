import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { RexError } from '../../kernel/errors.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { batchPut } from '../../platform/adapters/dynamodb/batch-put.ts';
import { putWithEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import {
  isConflict,
  type RecordTable,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { ImportStore } from '../app/ports/imports.ts';
import type { IndexPage } from '../app/ports/leads.ts';
import {
  type ChunkPlan,
  type ChunkResult,
  chunkPlanSchema,
  chunkResultSchema,
  type ImportRecord,
  importRecordSchema,
  type LookAlikes,
  lookAlikesSchema,
} from '../domain/import-record.ts';
import {
  chunkKey,
  importKey,
  importPartition,
  importsPartition,
  importWork,
  leadIndexKey,
  lookAlikesKey,
  planKey,
} from './keys.ts';

/** Chunks that end at the same moment update the same record, so each retries until its turn comes. */
const FINISH_TRIES = 12;
const PAUSE_MS = 25;

export class DynamoImportStore implements ImportStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  create(record: ImportRecord): Promise<void> {
    return this.records.put(importKey(record.workspace, record.id), record, 'absent', workOf(record));
  }

  get(workspace: string, id: string): Promise<ImportRecord | undefined> {
    return this.records.get(importKey(workspace, id), importRecordSchema);
  }

  async save(record: ImportRecord, events: readonly RexEvent[] = []): Promise<ImportRecord> {
    const next = { ...record, version: record.version + 1 };
    const key = importKey(next.workspace, next.id);
    const guarded = { key, record: next, expected: { version: record.version }, extra: workOf(next) };
    await putWithEvents(this.records, guarded, this.events, events);
    return next;
  }

  async list(workspace: string, options: { limit: number; cursor?: string | undefined }) {
    const { items, cursor } = await this.records.page(importsPartition(workspace), importRecordSchema, {
      ...options,
      newestFirst: true,
    });
    return { imports: items, cursor };
  }

  async overdue(before: Date): Promise<{ workspace: string; importId: string }[]> {
    const keys = await queryWork(this.records, importWork, before);
    return keys.flatMap(({ pk, sk }) => {
      const [, workspace] = /^W#([^#]+)#IMPORTS$/.exec(pk) ?? [];
      return workspace ? [{ workspace, importId: sk }] : [];
    });
  }

  putPlans(
    workspace: string,
    importId: string,
    { first, plans }: { readonly first: number; readonly plans: readonly ChunkPlan[] },
  ): Promise<void> {
    return batchPut(
      this.records,
      plans.map((plan, n) => ({ ...plan, ...planKey(workspace, importId, first + n) })),
    );
  }

  getPlan(workspace: string, importId: string, chunk: number): Promise<ChunkPlan | undefined> {
    return this.records.get(planKey(workspace, importId, chunk), chunkPlanSchema);
  }

  async finishChunk(
    result: ChunkResult,
    page: IndexPage | undefined,
    dueAt: Date | undefined,
  ): Promise<boolean> {
    const { workspace, importId, chunk } = result;
    const key = chunkKey(workspace, importId, chunk);
    // By itself it costs half, and a chunk that runs again lists the same leads.
    if (page) await this.records.putOnce(leadIndexKey(workspace, page.page), page);
    const items = [this.records.putItem(key, result, 'absent'), this.addToImport(result, dueAt)];
    for (let tries = 1; tries <= FINISH_TRIES; tries++) {
      try {
        await transact(this.records, items);
        return true;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
      if ((await this.records.get(key, z.object({ chunk: z.number() }))) !== undefined) return false;
      await delay(PAUSE_MS * tries * Math.random());
    }
    throw new RexError(
      'VERSION_CONFLICT',
      `Chunk ${chunk} of ${importId} could not be counted: too many chunks end at once.`,
    );
  }

  private addToImport(
    { workspace, importId, chunk, counts }: ChunkResult,
    dueAt: Date | undefined,
  ): TransactItem {
    const fields = Object.keys(counts);
    return {
      Update: {
        TableName: this.records.name,
        Key: { ...importKey(workspace, importId) },
        // An import that an earlier version began lacks the counts that were added later.
        UpdateExpression: `SET ${dueAt ? '#dueAt = :dueAt, workDueAt = :dueAt, ' : ''}#lastChunk = :chunk, ${fields
          .map((field) => `#counts.#${field} = if_not_exists(#counts.#${field}, :none) + :${field}`)
          .join(', ')} ADD #done :one, #version :one`,
        ConditionExpression: '#state = :running',
        ExpressionAttributeNames: {
          ...Object.fromEntries(fields.map((field) => [`#${field}`, field])),
          '#counts': 'counts',
          '#done': 'done',
          ...(dueAt ? { '#dueAt': 'dueAt' } : {}),
          '#lastChunk': 'lastChunk',
          '#state': 'state',
          '#version': 'version',
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(counts).map(([field, count]) => [`:${field}`, count])),
          ':chunk': chunk,
          ...(dueAt ? { ':dueAt': dueAt.toISOString() } : {}),
          ':none': 0,
          ':one': 1,
          ':running': 'RUNNING',
        },
      },
    };
  }

  chunkResults(workspace: string, importId: string, chunks: readonly number[]) {
    return this.records.getMany(
      chunks.map((chunk) => chunkKey(workspace, importId, chunk)),
      chunkResultSchema,
      'consistent',
    );
  }

  putLookAlikes(workspace: string, importId: string, pages: readonly LookAlikes[]): Promise<void> {
    return batchPut(
      this.records,
      pages.map((page, n) => ({ ...page, ...lookAlikesKey(workspace, importId, n) })),
    );
  }

  lookAlikes(workspace: string, importId: string): Promise<LookAlikes[]> {
    return this.records.all(importPartition(workspace, importId), lookAlikesSchema, {
      prefix: 'LOOKALIKES#',
    });
  }
}

/** The attributes of the sparse work index: there only while something is due. */
const workOf = (record: ImportRecord): object =>
  record.dueAt ? { workShard: importWork.shardOf(record.id), workDueAt: record.dueAt } : {};
