import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { type Expectation, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { AutomationStore, RunStore } from '../app/ports/automations.ts';
import { type Automation, automationRecordSchema } from '../domain/automation.ts';
import { type Run, runRecordSchema } from '../domain/run.ts';
import { automationKey, automationsPartition, runKey } from './keys.ts';

export class DynamoAutomationStore implements AutomationStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  list(workspace: string): Promise<Automation[]> {
    return this.records.all(automationsPartition(workspace), automationRecordSchema);
  }

  get(workspace: string, id: string): Promise<Automation | undefined> {
    return this.records.get(automationKey(workspace, id), automationRecordSchema);
  }

  create(automation: Automation, events: readonly RexEvent[]): Promise<void> {
    return this.write(automation, 'absent', events);
  }

  async save(automation: Automation, events: readonly RexEvent[]): Promise<Automation> {
    const next = { ...automation, version: automation.version + 1 };
    await this.write(next, { version: automation.version }, events);
    return next;
  }

  remove({ workspace, id, version }: Automation, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...automationKey(workspace, id) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      },
      ...putEvents(this.events, events),
    ]);
  }

  private write(automation: Automation, expected: Expectation, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [
      this.records.putItem(automationKey(automation.workspace, automation.id), automation, expected),
      ...putEvents(this.events, events),
    ]);
  }
}

export class DynamoRunStore implements RunStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, missionId: string): Promise<Run | undefined> {
    return this.records.get(runKey(workspace, missionId), runRecordSchema);
  }

  create(run: Run): Promise<void> {
    return this.write(run, 'absent', []);
  }

  async save(run: Run, events: readonly RexEvent[]): Promise<Run> {
    const next = { ...run, version: run.version + 1 };
    await this.write(next, { version: run.version }, events);
    return next;
  }

  private write(run: Run, expected: Expectation, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [
      this.records.putItem(runKey(run.workspace, run.missionId), run, expected),
      ...putEvents(this.events, events),
    ]);
  }
}
