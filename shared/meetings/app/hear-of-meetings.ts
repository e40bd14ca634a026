import type { MeetingMessage } from '../contract/messages.ts';
import { matchMeeting } from './match-meeting.ts';
import { type RecordMeetingDeps, recordMeeting } from './record-meeting.ts';

/** The ports of a record, and the secret of the tokens in links. */
export interface HearOfMeetingsDeps extends RecordMeetingDeps {
  readonly threadSecret: string;
}

export type MeetingOutcome = 'stored' | 'repeated' | 'unknownLead';

/** Takes in what a booking service says. A calendar has other visitors too: what no lead booked is left alone. */
export async function hearOfMeetings(
  deps: HearOfMeetingsDeps,
  { workspace, news }: MeetingMessage,
): Promise<MeetingOutcome[]> {
  const outcomes: MeetingOutcome[] = [];
  for (const each of news) {
    const found = await matchMeeting(deps, workspace, each);
    outcomes.push(found ? await recordMeeting(deps, found.lead, found.match, each) : 'unknownLead');
  }
  return outcomes;
}
