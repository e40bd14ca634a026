import * as z from 'zod';
import type { LinkedinTaskStore } from '../../channels/app/ports/tasks.ts';
import { taskIdOf } from '../../channels/domain/task.ts';
import { withBookingToken } from '../../content/domain/booking-token.ts';
import { withUnsubscribeUrl } from '../../content/domain/unsubscribe-url.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import { buildMessage } from '../../drafting/domain/message.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import type { InboundMessage, LeadStore } from '../../leads/app/ports/leads.ts';
import { replyIdOf } from '../../leads/domain/hold.ts';
import type { Reply } from '../../leads/domain/inbound-message.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import type { ReplyStore } from '../../replies/app/ports/replies.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import { viewMessage } from '../../sending/app/view-messages.ts';
import type { Send } from '../../sending/domain/send.ts';
import type { AnswerView, ConversationMessageView, ConversationView } from '../contract/routes.ts';
import type { Answer } from '../domain/answer.ts';
import { conversationIdOf, leadOfConversation } from '../domain/conversation.ts';
import { type ListConversationsDeps, withLeads } from './list-conversations.ts';
import type { AnswerStore } from './ports/answers.ts';

export interface ViewConversationDeps extends ListConversationsDeps {
  readonly leads: LeadStore;
  readonly replies: ReplyStore;
  readonly missions: Pick<MissionStore, 'get'>;
  readonly contents: Pick<ContentStore, 'get'>;
  readonly cohorts: Pick<CohortStore, 'getDrafts'>;
  readonly ledger: Pick<SendLedger, 'ofCohort'>;
  readonly linkedinTasks: Pick<LinkedinTaskStore, 'get'>;
  readonly answers: Pick<AnswerStore, 'ofLead'>;
}

/** The latest missions whose messages are shown. */
const MISSIONS = 10;
const READS_IN_FLIGHT = 5;
/** Stands where the address for this one message was. */
const UNSUBSCRIBE_URL = 'https://…/u/…';

/** The last message that was listed. */
const positionSchema = z.strictObject({ at: z.string(), id: z.string() });

/**
 * A conversation and the latest of its messages, in the order of time. They are read from where they are kept: the ledger
 * of each mission, the replies, the tasks.
 * @throws RexError NOT_FOUND
 */
export async function viewConversation(
  deps: ViewConversationDeps,
  workspace: string,
  id: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ conversation: ConversationView; messages: ConversationMessageView[]; cursor: string | null }> {
  const leadId = leadOfConversation(id);
  const conversation = await deps.conversations.get(workspace, leadId);
  if (!conversation) throw new RexError('NOT_FOUND', `There is no conversation ${id}.`);
  const [[view], messages] = await Promise.all([
    withLeads(deps, workspace, [conversation]),
    messagesOf(deps, workspace, leadId),
  ]);
  if (!view) throw new RexError('NOT_FOUND', `There is no conversation ${id}.`);
  const before = cursor === undefined ? undefined : decodeCursor(cursor, positionSchema);
  const rest = before ? messages.filter((each) => isBefore(each, before)) : messages;
  const shown = rest.slice(-limit);
  const first = shown[0];
  return {
    conversation: view,
    messages: shown,
    cursor: first && rest.length > shown.length ? encodeCursor({ at: first.at, id: first.id }) : null,
  };
}

type Placed = Pick<ConversationMessageView, 'at' | 'id'>;
const isBefore = (a: Placed, b: Placed): boolean => a.at < b.at || (a.at === b.at && a.id < b.id);

async function messagesOf(
  deps: ViewConversationDeps,
  workspace: string,
  leadId: string,
): Promise<ConversationMessageView[]> {
  const lead = await deps.leads.get(workspace, leadId);
  const [inbound, replies, answers, sent] = await Promise.all([
    deps.leads.listInbound(workspace, leadId),
    deps.replies.ofLead(workspace, leadId),
    deps.answers.ofLead(workspace, leadId),
    lead ? sentTo(deps, lead) : [],
  ]);
  return [
    ...inbound.map((each) => receivedView(leadId, each)),
    ...replies.flatMap(decisionView),
    ...answers.map(answeredView),
    ...sent,
  ].toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

async function sentTo(deps: ViewConversationDeps, lead: Lead): Promise<ConversationMessageView[]> {
  const latest = Object.entries(lead.journeys).toSorted(([a], [b]) => (a < b ? 1 : -1));
  const sent = await mapConcurrent(
    latest.slice(0, MISSIONS),
    READS_IN_FLIGHT,
    async ([missionId, cohort]) => {
      const all = await deps.ledger.ofCohort({ workspace: lead.workspace, missionId, cohort });
      const sends = all.filter((send) => send.leadId === lead.id);
      const textOf = sends.length > 0 ? await textsOf(deps, lead, missionId, cohort) : () => null;
      return mapConcurrent(sends, READS_IN_FLIGHT, async (send) => sentView(deps, send, textOf(send)));
    },
  );
  return sent.flat();
}

/** The words of a message, built again; null when the result is not exactly what went out. */
async function textsOf(
  deps: ViewConversationDeps,
  lead: Lead,
  missionId: string,
  cohort: string,
): Promise<(send: Send) => string | null> {
  const { workspace } = lead;
  const [mission, content, drafts] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.contents.get(workspace, missionId),
    deps.cohorts.getDrafts(workspace, missionId, cohort),
  ]);
  const drafted = drafts?.leads.find(({ leadId }) => leadId === lead.id);
  return (send) => {
    if (!mission || !content || !drafted) return null;
    const at = new Date(send.claimedAt);
    const built = buildMessage(content, outreachMission(mission), lead, drafted, send.step, at);
    if (!built.ok || built.hash !== send.contentHash) return null;
    const { text } =
      built.channel === 'email' ? withUnsubscribeUrl(built.rendered, UNSUBSCRIBE_URL) : built.rendered;
    return withBookingToken({ text }, '…').text;
  };
}

async function sentView(
  deps: ViewConversationDeps,
  send: Send,
  text: string | null,
): Promise<ConversationMessageView> {
  const { id, missionId, step, channel, state, reason, subject } = viewMessage(send);
  const task =
    send.channel === 'linkedin' ? await deps.linkedinTasks.get(send.workspace, taskIdOf(send)) : undefined;
  return {
    id: task?.id ?? id,
    at: send.sentAt ?? send.skippedAt ?? send.claimedAt,
    type: task ? 'task' : 'sent',
    channel,
    author: task?.settledBy ?? 'rex',
    missionId,
    step,
    state,
    reason,
    subject: subject || null,
    meeting: null,
    text: task?.text ?? text,
  };
}

const answeredView = (answer: Answer): ConversationMessageView => ({
  id: answer.id,
  at: answer.sentAt ?? answer.createdAt,
  type: 'answer',
  channel: answer.channel,
  author: answer.by,
  missionId: null,
  step: null,
  state: answer.state,
  reason: answer.reason ?? null,
  subject: answer.subject || null,
  meeting: answer.invitation?.meetingId ?? null,
  text: answer.text,
});

export const answerView = (answer: Answer): AnswerView => ({
  id: answer.id,
  conversation: conversationIdOf(answer.leadId),
  state: answer.state,
  reason: answer.reason ?? null,
  channel: answer.channel,
  subject: answer.subject || null,
  meeting: answer.invitation?.meetingId ?? null,
  text: answer.text,
  drafted: answer.drafted,
  requestedBy: answer.by,
  approvalId: answer.approvalId ?? null,
  createdAt: answer.createdAt,
  sentAt: answer.sentAt ?? null,
});

const receivedView = (leadId: string, message: InboundMessage): ConversationMessageView => ({
  id: replyIdOf(leadId, message.id),
  at: message.receivedAt,
  type: 'received',
  channel: message.channel,
  author: 'lead',
  missionId: message.missionId ?? null,
  step: message.step ?? null,
  state: message.kind,
  reason: message.evidence,
  subject: message.subject || null,
  meeting: null,
  text: message.text,
});

function decisionView({ leadId, id, missionId, step, decision }: Reply): ConversationMessageView[] {
  if (!decision) return [];
  const { decision: taken, until, by, at, note } = decision;
  return [
    {
      id: `${replyIdOf(leadId, id)}.decision`,
      at,
      type: 'decision',
      channel: null,
      author: by,
      missionId: missionId ?? null,
      step: step ?? null,
      state: until === undefined ? taken : `${taken} until ${until}`,
      reason: note ?? null,
      subject: null,
      meeting: null,
      text: null,
    },
  ];
}
