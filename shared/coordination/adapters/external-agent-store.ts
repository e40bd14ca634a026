import { DAY } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import {
  type Expectation,
  isConflict,
  type RecordTable,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import type { AssignmentStore, ExternalAgentStore } from '../app/ports/external-agents.ts';
import { type Assignment, assignmentSchema, isOpen } from '../domain/assignment.ts';
import { type ExternalAgent, externalAgentRecordSchema } from '../domain/external-agent.ts';
import { assignmentKey, assignmentsPartition, externalAgentKey, externalAgentsPartition } from './keys.ts';

const KEPT_MS = 7 * DAY;

export class DynamoExternalAgentStore implements ExternalAgentStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  list(workspace: string): Promise<ExternalAgent[]> {
    return this.records.all(externalAgentsPartition(workspace), externalAgentRecordSchema);
  }

  get(workspace: string, id: string): Promise<ExternalAgent | undefined> {
    return this.records.get(externalAgentKey(workspace, id), externalAgentRecordSchema);
  }

  create(agent: ExternalAgent, events: readonly RexEvent[]): Promise<void> {
    return this.write(agent, 'absent', events);
  }

  async save(agent: ExternalAgent, events: readonly RexEvent[]): Promise<ExternalAgent> {
    const next = { ...agent, version: agent.version + 1 };
    await this.write(next, { version: agent.version }, events);
    return next;
  }

  private async write(
    agent: ExternalAgent,
    expected: Expectation,
    events: readonly RexEvent[],
  ): Promise<void> {
    await transact(this.records, [
      this.records.putItem(externalAgentKey(agent.workspace, agent.id), agent, expected),
      ...putEvents(this.events, events),
    ]);
  }
}

export class DynamoAssignmentStore implements AssignmentStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, id: string): Promise<Assignment | undefined> {
    return this.records.get(assignmentKey(workspace, id), assignmentSchema);
  }

  async create(assignment: Assignment, events: readonly RexEvent[]): Promise<Assignment> {
    try {
      await this.write(assignment, 'absent', events);
      return assignment;
    } catch (error) {
      const existing = isConflict(error) ? await this.get(assignment.workspace, assignment.id) : undefined;
      if (existing) return existing;
      throw error;
    }
  }

  async save(assignment: Assignment, events: readonly RexEvent[]): Promise<Assignment> {
    const next = { ...assignment, version: assignment.version + 1 };
    await this.write(next, { version: assignment.version }, events);
    return next;
  }

  async open(workspace: string): Promise<Assignment[]> {
    const kept = await this.records.all(assignmentsPartition(workspace), assignmentSchema);
    return kept.filter(isOpen).toSorted((a, b) => (a.offeredAt < b.offeredAt ? -1 : 1));
  }

  private async write(
    assignment: Assignment,
    expected: Expectation,
    events: readonly RexEvent[],
  ): Promise<void> {
    const expiresAt = Math.floor((Date.parse(assignment.offeredAt) + KEPT_MS) / 1000);
    await transact(this.records, [
      this.records.putItem(
        assignmentKey(assignment.workspace, assignment.id),
        { ...assignment, expiresAt },
        expected,
      ),
      ...putEvents(this.events, events),
    ]);
  }
}
