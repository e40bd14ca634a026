import { RexError } from '../../kernel/errors.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { readReplyId, replyIdOf } from '../../leads/domain/hold.ts';
import type { Reply } from '../../leads/domain/inbound-message.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { ReplyView } from '../contract/routes.ts';
import type { ReplyStore } from './ports/replies.ts';

export interface ViewRepliesDeps {
  readonly leads: LeadStore;
  readonly replies: ReplyStore;
}

/** Most characters of each reply in a list. */
const EXCERPT = 500;

/** One page of the replies in a state, each with its lead. */
export async function listReplies(
  deps: ViewRepliesDeps,
  workspace: string,
  filter: Parameters<ReplyStore['list']>[1],
): Promise<{ replies: ReplyView[]; cursor: string | null }> {
  const { replies, cursor } = await deps.replies.list(workspace, filter);
  const ids = [...new Set(replies.map(({ leadId }) => leadId))];
  const leads = new Map(
    (await deps.leads.getMany(workspace, ids, 'consistent')).flatMap((lead) =>
      lead ? [[lead.id, lead] as const] : [],
    ),
  );
  const views = replies.map((reply) =>
    replyView({ ...reply, text: reply.text.slice(0, EXCERPT) }, leads.get(reply.leadId)),
  );
  return { replies: views, cursor };
}

/** @throws RexError NOT_FOUND */
export async function viewReply(
  deps: ViewRepliesDeps,
  workspace: string,
  id: string,
): Promise<ReplyView & { alsoWaiting: string[] }> {
  const { leadId, messageId } = readReplyId(id);
  const [lead, all] = await Promise.all([
    deps.leads.get(workspace, leadId),
    deps.replies.ofLead(workspace, leadId),
  ]);
  const reply = all.find((each) => each.id === messageId);
  if (!reply) throw new RexError('NOT_FOUND', `There is no reply ${id}.`);
  const others = all
    .filter((each) => each !== reply && !each.decision)
    .toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  return { ...replyView(reply, lead), alsoWaiting: others.map((each) => replyIdOf(leadId, each.id)) };
}

const replyView = (reply: Reply, lead: Lead | undefined): ReplyView => ({
  id: replyIdOf(reply.leadId, reply.id),
  state: reply.decision ? 'decided' : 'waiting',
  reason: reply.hold.reason,
  channel: reply.channel,
  kind: reply.kind,
  evidence: reply.evidence,
  reading: reply.reading ? readingView(reply.reading) : null,
  receivedAt: reply.receivedAt,
  lead: {
    id: reply.leadId,
    name: [lead?.profile.firstName, lead?.profile.lastName].filter(Boolean).join(' ') || null,
    email: lead?.profile.address ?? null,
    suppressed: lead?.suppression?.reason ?? null,
  },
  missionId: reply.missionId ?? null,
  step: reply.step ?? null,
  subject: reply.subject,
  text: reply.text,
  decision: reply.decision
    ? { ...reply.decision, note: reply.decision.note ?? null, until: reply.decision.until ?? null }
    : null,
});

const readingView = (reading: NonNullable<Reply['reading']>): ReplyView['reading'] => ({
  ...reading,
  language: reading.language ?? null,
  day: reading.day ?? null,
  sentence: reading.sentence ?? null,
  corrected: reading.corrected ?? null,
  referredTo: reading.referredTo
    ? { name: reading.referredTo.name ?? null, email: reading.referredTo.email ?? null }
    : null,
});
