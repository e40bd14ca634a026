import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { eventRecordSchema } from '../../platform/adapters/dynamodb/event-record.ts';
import { eventsPartition } from '../../platform/adapters/dynamodb/keys.ts';
import {
  type Expectation,
  type RecordTable,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { ApprovalStore } from '../app/ports/approvals.ts';
import { type Approval, approvalSchema } from '../domain/approval.ts';
import { approvalKey, approvalsPartition, approvalWork } from './keys.ts';

export class DynamoApprovalStore implements ApprovalStore {
  private readonly records: RecordTable;
  private readonly events_: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events_ = events;
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

  async events(workspace: string, id: string, limit: number): Promise<RexEvent[]> {
    const { items } = await this.events_.page(eventsPartition(workspace, 'APPROVAL', id), eventRecordSchema, {
      limit,
      newestFirst: true,
    });
    return items.toReversed();
  }

  async overdueChanges(now: Date): Promise<{ workspace: string; id: string }[]> {
    const keys = await queryWork(this.records, approvalWork, now);
    return keys.flatMap(({ pk, sk }) => {
      const workspace = /^W#([^#]+)#APPROVALS$/.exec(pk)?.[1];
      return workspace ? [{ workspace, id: sk }] : [];
    });
  }

  private write(approval: Approval, expected: Expectation, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [
      approvalItem(this.records, approval, expected),
      ...putEvents(this.events_, events),
    ]);
  }
}

/** The approval of a change is due when it expires; approvals of messages have their own schedule. */
export function approvalItem(records: RecordTable, approval: Approval, expected: Expectation): TransactItem {
  const { workspace, id, subject, state, expiresAt } = approval;
  const isDue = subject === 'settings' && state === 'pending';
  return records.putItem(
    approvalKey(workspace, id),
    approval,
    expected,
    isDue ? { workShard: approvalWork.shardOf(id), workDueAt: expiresAt } : {},
  );
}
