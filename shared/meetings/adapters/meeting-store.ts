import type { PresentInvitation } from '../../inbox/app/ports/invited-meetings.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { leadPartition } from '../../leads/adapters/keys.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import type { MeetingStore } from '../app/ports/meetings.ts';
import type { MeetingState } from '../contract/meeting.ts';
import { leadOfMeeting, type Meeting, meetingSchema } from '../domain/meeting.ts';
import { MEETING_PREFIX, meetingKey } from './keys.ts';

const listOf = (state: MeetingState): string => `MEETINGS#${state}`;

export class DynamoMeetingStore implements MeetingStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, id: string): Promise<Meeting | undefined> {
    return this.records.get(meetingKey(workspace, leadOfMeeting(id), id), meetingSchema);
  }

  async presentInvitation(workspace: string, id: string): Promise<PresentInvitation | undefined> {
    const meeting = await this.get(workspace, id);
    if (!meeting?.invitation) return undefined;
    const { version, leadId, invitation } = meeting;
    return { sequence: invitation.sequence, record: { ...meetingKey(workspace, leadId, id), version } };
  }

  ofLead(workspace: string, leadId: string): Promise<Meeting[]> {
    return this.records.all(leadPartition(workspace, leadId), meetingSchema, {
      prefix: MEETING_PREFIX,
      consistent: true,
    });
  }

  async save(before: Meeting | undefined, meeting: Meeting, events: readonly RexEvent[]): Promise<void> {
    const { workspace, leadId, id, state, startsAt } = meeting;
    const expected = before ? { version: before.version } : 'absent';
    const place = timeline(workspace, listOf(state), startsAt);
    await transact(this.records, [
      this.records.putItem(meetingKey(workspace, leadId, id), meeting, expected, place),
      ...putEvents(this.events, events),
    ]);
  }

  async list(workspace: string, { state, from, ...page }: Parameters<MeetingStore['list']>[1]) {
    const { items, cursor } = await queryTimeline(this.records, workspace, listOf(state), meetingSchema, {
      ...page,
      ...(from === undefined ? {} : { from }),
    });
    return { meetings: items, cursor };
  }
}
