import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { MemberStore } from '../app/ports/notifications.ts';
import { type Member, memberSchema } from '../domain/member.ts';
import { memberKey, membersPartition } from './keys.ts';

export class DynamoMemberStore implements MemberStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  list(workspace: string): Promise<Member[]> {
    return this.records.all(membersPartition(workspace), memberSchema, { consistent: true });
  }

  get(workspace: string, subject: string): Promise<Member | undefined> {
    return this.records.get(memberKey(workspace, subject), memberSchema);
  }

  async save(member: Member, expected: 'absent' | 'version'): Promise<Member> {
    const next = expected === 'absent' ? member : { ...member, version: member.version + 1 };
    const guard = expected === 'absent' ? expected : { version: member.version };
    await this.records.put(memberKey(member.workspace, member.subject), next, guard);
    return next;
  }

  remove({ workspace, subject, version }: Member): Promise<void> {
    return transact(this.records, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...memberKey(workspace, subject) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      },
    ]);
  }
}
