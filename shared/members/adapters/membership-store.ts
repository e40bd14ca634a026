import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import type { Key } from '../../platform/adapters/dynamodb/keys.ts';
import {
  type Expectation,
  itemOf,
  type RecordTable,
  type Tables,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import type { MembershipStore } from '../app/ports/members.ts';
import type { Invitation } from '../domain/invitation.ts';
import {
  emptyTeam,
  type Membership,
  membershipSchema,
  type Team,
  type TeamChange,
  teamSchema,
} from '../domain/membership.ts';
import { type Organisation, organisationRecordSchema } from '../domain/organisation.ts';
import {
  invitationKey,
  membershipKey,
  membersPartition,
  organisationKey,
  personPartition,
  personSeatKey,
  teamKey,
} from './keys.ts';

const seatSchema = z.object({ workspace: workspaceIdSchema });

export class DynamoMembershipStore implements MembershipStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor({ records, events }: Tables) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, subject: string): Promise<Membership | undefined> {
    return this.records.get(membershipKey(workspace, subject), membershipSchema);
  }

  list(workspace: string): Promise<Membership[]> {
    return this.records.all(membersPartition(workspace), membershipSchema);
  }

  async ofPerson(subject: string): Promise<Membership[]> {
    const seats = await this.records.all(personPartition(subject), seatSchema, { consistent: true });
    const found = await this.records.getMany(
      seats.map(({ workspace }) => membershipKey(workspace, subject)),
      membershipSchema,
      'consistent',
    );
    return found.flatMap((each) => (each?.state === 'active' ? [each] : []));
  }

  async team(workspace: string): Promise<Team> {
    return (await this.records.get(teamKey(workspace), teamSchema)) ?? emptyTeam(workspace);
  }

  organisation(id: string): Promise<Organisation | undefined> {
    return this.records.get(organisationKey(id), organisationRecordSchema);
  }

  save(
    { team, members }: TeamChange,
    events: readonly RexEvent[],
    {
      invitation,
      organisation,
    }: { readonly invitation?: Invitation; readonly organisation?: Organisation } = {},
  ): Promise<void> {
    return transact(this.records, [
      this.next(teamKey(team.workspace), team),
      ...members.flatMap((member) => this.seated(member)),
      ...(invitation ? [this.next(invitationKey(invitation.workspace, invitation.id), invitation)] : []),
      ...(organisation ? [this.next(organisationKey(organisation.id), organisation)] : []),
      ...putEvents(this.events, events),
    ]);
  }

  private next(key: Key, record: { readonly version: number }): TransactItem {
    const expected: Expectation = record.version === 1 ? 'absent' : { version: record.version - 1 };
    return this.records.putItem(key, record, expected);
  }

  /** The membership, and its entry among those of the person. */
  private seated(member: Membership): TransactItem[] {
    const { workspace, subject, state } = member;
    const TableName = this.records.name;
    const key = personSeatKey(subject, workspace);
    const seat: TransactItem =
      state === 'active'
        ? { Put: { TableName, Item: itemOf(key, { workspace }) } }
        : { Delete: { TableName, Key: { ...key } } };
    return [this.next(membershipKey(workspace, subject), member), seat];
  }
}
