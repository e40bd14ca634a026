import { DAY } from '../../kernel/clock.ts';
import { failureKey, timeline } from '../../platform/adapters/dynamodb/keys.ts';
import { isConflict, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import type { DeadLetterStore } from '../app/ports/dead-letters.ts';
import { type DeadLetter, deadLetterSchema, failureSchema } from '../domain/dead-letter.ts';
import { deadLetterKey } from './keys.ts';

const DEAD_LETTERS = 'DEAD_LETTERS';
const KEPT_MS = 90 * DAY;

export class DynamoDeadLetterStore implements DeadLetterStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  async add(letter: DeadLetter): Promise<boolean> {
    try {
      await this.records.put(deadLetterKey(letter.workspace, letter.id), letter, 'absent', listed(letter));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  get(workspace: string, id: string): Promise<DeadLetter | undefined> {
    return this.records.get(deadLetterKey(workspace, id), deadLetterSchema);
  }

  async save(letter: DeadLetter): Promise<DeadLetter> {
    const next = { ...letter, version: letter.version + 1 };
    const { version } = letter;
    await this.records.put(deadLetterKey(letter.workspace, letter.id), next, { version }, listed(letter));
    return next;
  }

  async list(workspace: string, options: { limit: number; cursor?: string | undefined }) {
    const { items, cursor } = await queryTimeline(this.records, workspace, DEAD_LETTERS, deadLetterSchema, {
      ...options,
      newestFirst: true,
    });
    return { letters: items, cursor };
  }

  failureOf(messageId: string) {
    return this.records.get(failureKey(messageId), failureSchema);
  }
}

const listed = (letter: DeadLetter) => ({
  ...timeline(letter.workspace, DEAD_LETTERS, letter.diedAt),
  expiresAt: Math.floor((Date.parse(letter.diedAt) + KEPT_MS) / 1000),
});
