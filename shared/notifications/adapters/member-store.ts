import { membershipKey, membersPartition as membershipsPartition } from '../../members/adapters/keys.ts';
import { type Membership, membershipSchema } from '../../members/domain/membership.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { MemberStore } from '../app/ports/notifications.ts';
import { type Member, memberSchema } from '../domain/member.ts';
import { memberKey, membersPartition } from './keys.ts';

/**
 * A subscription with the role that its member has now; undefined when they have left the workspace or were removed. Somebody who
 * has not called since memberships are kept has none: then the role is that of their token.
 */
function asItStands(member: Member, membership: Membership | undefined): Member | undefined {
  if (membership?.state === 'gone') return undefined;
  return { ...member, role: membership?.role ?? member.role };
}

export class DynamoMemberStore implements MemberStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  async list(workspace: string): Promise<Member[]> {
    const [subscribed, memberships] = await Promise.all([
      this.records.all(membersPartition(workspace), memberSchema, { consistent: true }),
      this.records.all(membershipsPartition(workspace), membershipSchema, { consistent: true }),
    ]);
    const standing = new Map(memberships.map((each) => [each.subject, each]));
    return subscribed.flatMap((member) => asItStands(member, standing.get(member.subject)) ?? []);
  }

  async get(workspace: string, subject: string): Promise<Member | undefined> {
    const [member, membership] = await Promise.all([
      this.records.get(memberKey(workspace, subject), memberSchema),
      this.records.get(membershipKey(workspace, subject), membershipSchema),
    ]);
    return member && asItStands(member, membership);
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
