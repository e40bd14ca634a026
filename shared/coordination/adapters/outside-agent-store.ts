import { DAY } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import {
  type Expectation,
  isConflict,
  type RecordTable,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import type { ErrandStore, OutsideAgentStore } from '../app/ports/outside-agents.ts';
import { type Errand, errandSchema, isOpen } from '../domain/errand.ts';
import { type OutsideAgent, outsideAgentRecordSchema } from '../domain/outside-agent.ts';
import { errandKey, errandsPartition, outsideAgentKey, outsideAgentsPartition } from './keys.ts';

const KEPT_MS = 7 * DAY;

export class DynamoOutsideAgentStore implements OutsideAgentStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  list(workspace: string): Promise<OutsideAgent[]> {
    return this.records.all(outsideAgentsPartition(workspace), outsideAgentRecordSchema);
  }

  get(workspace: string, id: string): Promise<OutsideAgent | undefined> {
    return this.records.get(outsideAgentKey(workspace, id), outsideAgentRecordSchema);
  }

  create(agent: OutsideAgent, events: readonly RexEvent[]): Promise<void> {
    return this.write(agent, 'absent', events);
  }

  async save(agent: OutsideAgent, events: readonly RexEvent[]): Promise<OutsideAgent> {
    const next = { ...agent, version: agent.version + 1 };
    await this.write(next, { version: agent.version }, events);
    return next;
  }

  private async write(
    agent: OutsideAgent,
    expected: Expectation,
    events: readonly RexEvent[],
  ): Promise<void> {
    await transact(this.records, [
      this.records.putItem(outsideAgentKey(agent.workspace, agent.id), agent, expected),
      ...putEvents(this.events, events),
    ]);
  }
}

export class DynamoErrandStore implements ErrandStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, id: string): Promise<Errand | undefined> {
    return this.records.get(errandKey(workspace, id), errandSchema);
  }

  async create(errand: Errand, events: readonly RexEvent[]): Promise<Errand> {
    try {
      await this.write(errand, 'absent', events);
      return errand;
    } catch (error) {
      const existing = isConflict(error) ? await this.get(errand.workspace, errand.id) : undefined;
      if (existing) return existing;
      throw error;
    }
  }

  async save(errand: Errand, events: readonly RexEvent[]): Promise<Errand> {
    const next = { ...errand, version: errand.version + 1 };
    await this.write(next, { version: errand.version }, events);
    return next;
  }

  async open(workspace: string): Promise<Errand[]> {
    const kept = await this.records.all(errandsPartition(workspace), errandSchema);
    return kept.filter(isOpen).toSorted((a, b) => (a.offeredAt < b.offeredAt ? -1 : 1));
  }

  private async write(errand: Errand, expected: Expectation, events: readonly RexEvent[]): Promise<void> {
    const expiresAt = Math.floor((Date.parse(errand.offeredAt) + KEPT_MS) / 1000);
    await transact(this.records, [
      this.records.putItem(errandKey(errand.workspace, errand.id), { ...errand, expiresAt }, expected),
      ...putEvents(this.events, events),
    ]);
  }
}
