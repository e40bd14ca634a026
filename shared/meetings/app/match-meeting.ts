import { addMs, DAY } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import { type Send, wasSent } from '../../sending/domain/send.ts';
import { missionHashOf, readThreadToken } from '../../sending/domain/thread-token.ts';
import type { MeetingNews } from '../contract/messages.ts';
import type { MeetingMatch } from '../domain/meeting.ts';

export interface MatchMeetingDeps {
  readonly leads: Pick<LeadStore, 'get'>;
  readonly ledger: Pick<SendLedger, 'ofCohort'>;
  readonly threadSecret: string;
}

/** A booking without a token is taken for the effect of a message only when the message is not older. */
const LED_TO_IT_MS = 30 * DAY;
/** Number of the latest missions of a lead whose messages are searched. */
const MISSIONS = 5;

/**
 * The lead whose booking it is, and the message that led to it. The token of the link is certain, whatever address they give.
 * Without one, or with one of another workspace, only a lead with the address of the attendee is meant, and the latest
 * message to them led to it. Undefined for people whom the workspace does not know.
 */
export async function matchMeeting(
  deps: MatchMeetingDeps,
  workspace: string,
  { token, attendee, at }: Pick<MeetingNews, 'token' | 'attendee' | 'at'>,
): Promise<{ lead: Lead; match: MeetingMatch } | undefined> {
  const thread = token === undefined ? undefined : readThreadToken(deps.threadSecret, token);
  if (thread?.workspace === workspace) {
    const lead = await deps.leads.get(workspace, thread.leadId);
    const missionId =
      lead && Object.keys(lead.journeys).find((id) => missionHashOf(id) === thread.missionHash);
    const { step } = thread;
    const led = missionId === undefined ? {} : { missionId, step };
    if (lead) return { lead, match: { workspace, leadId: lead.id, matchedBy: 'token', ...led } };
  }
  const parsed = parseEmailAddress(attendee);
  if (!parsed.ok) return undefined;
  const lead = await deps.leads.get(workspace, leadIdOf(workspace, parsed.email.identity));
  if (!lead) return undefined;
  const latest = await latestMessage(deps, lead, at);
  const led = latest ? { missionId: latest.missionId, step: latest.step } : {};
  return { lead, match: { workspace, leadId: lead.id, matchedBy: 'address', ...led } };
}

/** The latest message to a lead that was sent in the days before: what led to a meeting. */
export async function latestMessage(
  { ledger }: Pick<MatchMeetingDeps, 'ledger'>,
  { workspace, id: leadId, journeys }: Lead,
  before: string,
): Promise<Send | undefined> {
  const missions = Object.entries(journeys)
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, MISSIONS);
  const sends = await mapConcurrent(missions, MISSIONS, ([missionId, cohort]) =>
    ledger.ofCohort({ workspace, missionId, cohort }),
  );
  const since = addMs(new Date(before), -LED_TO_IT_MS).toISOString();
  return sends
    .flat()
    .filter(
      (send) =>
        send.leadId === leadId && wasSent(send) && momentOf(send) <= before && momentOf(send) >= since,
    )
    .toSorted((a, b) => (momentOf(a) < momentOf(b) ? 1 : -1))[0];
}

const momentOf = ({ sentAt, claimedAt }: Send): string => sentAt ?? claimedAt;
