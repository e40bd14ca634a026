import type { RecordVersion } from '../../../platform/ports/record-version.ts';

/** The version of a meeting that counts: an invitation of another one must not go out. */
export interface PresentInvitation {
  readonly sequence: number;
  readonly record: RecordVersion;
}

/** What answers have to know of the meetings to which they invite. Meetings implement it. */
export interface InvitedMeetings {
  /** By a consistent read; undefined for a meeting that is not stored yet, and for one to which no mail invites. */
  presentInvitation(workspace: string, meetingId: string): Promise<PresentInvitation | undefined>;
}
