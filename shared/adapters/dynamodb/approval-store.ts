import type { ApprovalStore } from '../../app/ports/missions.ts';
import { type Approval, approvalSchema } from '../../domain/approvals/approval.ts';
import type { RexEvent } from '../../domain/events.ts';
import { putEvents } from './event-put.ts';
import { approvalKey, approvalsPartition } from './keys.ts';
import { type Expectation, type RecordTable, type TransactItem, transact } from './table.ts';

export class DynamoApprovalStore implements ApprovalStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  create(approval: Approval, events: readonly RexEvent[]): Promise<void> {
    return this.write(approval, 'absent', events);
  }

  get(workspace: string, id: string): Promise<Approval | undefined> {
    return this.records.get(approvalKey(workspace, id), approvalSchema);
  }

  async save(approval: Approval, events: readonly RexEvent[]): Promise<Approval> {
    const next = { ...approval, version: approval.version + 1 };
    await this.write(next, { version: approval.version }, events);
    return next;
  }

  async list(
    workspace: string,
    filter: { state?: string | undefined; limit: number; cursor?: string | undefined },
  ) {
    const page = await this.records.page(approvalsPartition(workspace), approvalSchema, {
      limit: filter.limit,
      cursor: filter.cursor,
      newestFirst: true,
    });
    return {
      approvals: page.items.filter((approval) => !filter.state || approval.state === filter.state),
      cursor: page.cursor,
    };
  }

  private write(approval: Approval, expected: Expectation, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [
      approvalItem(this.records, approval, expected),
      ...putEvents(this.events, events),
    ]);
  }
}

export const approvalItem = (records: RecordTable, approval: Approval, expected: Expectation): TransactItem =>
  records.putItem(approvalKey(approval.workspace, approval.id), approval, expected);
