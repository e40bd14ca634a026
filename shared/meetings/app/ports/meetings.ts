import type { InvitedMeetings } from '../../../inbox/app/ports/invited-meetings.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { MeetingState } from '../../contract/meeting.ts';
import type { Meeting } from '../../domain/meeting.ts';

export interface MeetingStore extends InvitedMeetings {
  get(workspace: string, id: string): Promise<Meeting | undefined>;
  /** All meetings of a lead, by a consistent read. */
  ofLead(workspace: string, leadId: string): Promise<Meeting[]>;
  /** Stores a meeting with the version after that of `before`. A conflict when it has changed since. */
  save(before: Meeting | undefined, meeting: Meeting, events: readonly RexEvent[]): Promise<void>;
  /** Meetings in a state by their beginning, the earliest first. */
  list(
    workspace: string,
    filter: {
      readonly state: MeetingState;
      /** Only those that begin at or after this instant. */
      readonly from?: string | undefined;
      readonly limit: number;
      readonly cursor?: string | undefined;
    },
  ): Promise<{ meetings: Meeting[]; cursor: string | null }>;
}
