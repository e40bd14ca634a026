import { membershipKey, membersPartition as membershipsPartition } from '../../members/adapters/keys.ts';
import { type Membership, membershipSchema } from '../../members/domain/membership.ts';
import { type RecordTable, type TransactItem, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { MemberStore } from '../app/ports/notifications.ts';
import { lowerRole, type Member, memberSchema } from '../domain/member.ts';
import { memberKey, membersPartition } from './keys.ts';

/**
 * A subscription with the role that its member has now; undefined when they have left the workspace or were removed. Where the
 * sign-in says the role, the membership and the subscription each know the token of another day: the lower role holds until
 * both have seen the new one.
 */
function asItStands(member: Member, membership: Membership | undefined): Member | undefined {
  if (membership?.state === 'gone') return undefined;
  if (!membership) return member;
  const { from, role } = membership;
  return { ...member, role: from === 'member' ? role : lowerRole(role, member.role) };
}

/** A transaction holds 100 writes. */
const MOST_CHECKED = 99;

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

  async mapToSlack(member: Member, others: readonly Member[]): Promise<Member> {
    const next = { ...member, version: member.version + 1 };
    // The others as they were read: of two who get the same user of Slack at once, one is refused.
    const unchanged = others.slice(0, MOST_CHECKED).map(
      ({ workspace, subject, version }): TransactItem => ({
        ConditionCheck: {
          TableName: this.records.name,
          Key: { ...memberKey(workspace, subject) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      }),
    );
    const key = memberKey(member.workspace, member.subject);
    await transact(this.records, [
      this.records.putItem(key, next, { version: member.version }),
      ...unchanged,
    ]);
    return next;
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
