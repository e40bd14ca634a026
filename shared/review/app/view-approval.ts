import type * as z from 'zod';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { ApprovalView, approvalRoutes, sampleMessageSchema } from '../../approvals/contract/routes.ts';
import type { Approval, MessagesApproval } from '../../approvals/domain/approval.ts';
import { EMAIL_USD } from '../../channels/domain/channel-terms.ts';
import { withBookingToken } from '../../content/domain/booking-token.ts';
import { withUnsubscribeUrl } from '../../content/domain/unsubscribe-url.ts';
import { heldMessages, isEnough, messageQuality } from '../../drafting/app/message-quality.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import { type BuiltMessage, buildMessage } from '../../drafting/domain/message.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { unitInterval } from '../../kernel/hash.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import type { ReleasedContent } from '../../quality/app/ports/released-content.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

export interface ViewApprovalDeps {
  readonly approvals: ApprovalStore;
  readonly missions: MissionStore;
  readonly contents: ContentStore;
  readonly cohorts: CohortStore;
  readonly leads: LeadStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly released: ReleasedContent;
  readonly clock: Clock;
}

const READ_AT_ONCE = 10;

type SampleMessage = z.infer<typeof sampleMessageSchema>;
type ShownApproval = z.output<typeof approvalRoutes.getApproval.success.schema>;

export const summarizeApproval = (approval: Approval): ApprovalView => ({
  id: approval.id,
  ...subjectOf(approval),
  state: approval.state,
  digest: approval.digest,
  policyVersion: approval.policyVersion,
  createdAt: approval.createdAt,
  expiresAt: approval.expiresAt,
  decidedAt: approval.decidedAt ?? null,
  decidedBy: approval.decidedBy ?? null,
  reason: approval.reason ?? null,
});

const NONE = {
  missionId: null,
  recipients: 0,
  messages: 0,
  blockedDrafts: {},
  estimatedCostUsd: 0,
  change: null,
  answer: null,
  task: null,
};

function subjectOf(
  approval: Approval,
): Pick<
  ApprovalView,
  | 'subject'
  | 'missionId'
  | 'recipients'
  | 'messages'
  | 'blockedDrafts'
  | 'estimatedCostUsd'
  | 'change'
  | 'answer'
  | 'task'
> {
  const { subject } = approval;
  if (subject === 'settings') {
    const { recommendationId, sentence, evidence, change, settingsVersion } = approval;
    return { ...NONE, subject, change: { recommendationId, sentence, evidence, change, settingsVersion } };
  }
  if (subject === 'answer') {
    const { answerId: id, leadId, channel, mailSubject = null, text, requestedBy } = approval;
    const answer = { id, leadId, channel, subject: mailSubject, text, requestedBy };
    return { ...NONE, subject, recipients: 1, messages: 1, answer };
  }
  if (subject === 'task') {
    const { taskId: id, type, title, agent, effect } = approval;
    const recipients = effect.recipients?.count ?? 0;
    const task = { id, type, title, agent, effect };
    return { ...NONE, subject, recipients, messages: recipients, estimatedCostUsd: effect.costUsd, task };
  }
  const { missionId, recipients, messages, blockedDrafts } = approval;
  const estimatedCostUsd = approval.costUsd ?? Math.round(messages * EMAIL_USD * 1e6) / 1e6;
  return { ...NONE, subject, missionId, recipients, messages, blockedDrafts, estimatedCostUsd };
}

/**
 * An approval with a sample of the exact messages, spread over leads, variants and steps; the same in every view. It has all of
 * them where there are no more than asked for. How good they are is shown as it was stored.
 */
export async function viewApproval(
  deps: ViewApprovalDeps,
  workspace: string,
  id: string,
  sample: number,
): Promise<ShownApproval> {
  const approval = await deps.approvals.get(workspace, id);
  if (!approval) throw new RexError('NOT_FOUND', `There is no approval ${id}.`);
  const summary = summarizeApproval(approval);
  if (approval.subject !== 'messages') return { ...summary, sample: [], notes: [], quality: null };
  const content = await deps.contents.get(workspace, approval.missionId);
  if (!content) return { ...summary, sample: [], notes: [], quality: null };
  const [shown, quality] = await Promise.all([
    sample > 0 ? sampleOf(deps, approval, content, sample) : [],
    qualityOf(deps, workspace, content),
  ]);
  return { ...summary, sample: shown, notes: content.notes, quality };
}

async function qualityOf(
  deps: ViewApprovalDeps,
  workspace: string,
  content: MissionContent,
): Promise<ShownApproval['quality']> {
  const record = await deps.workspaces.get(workspace);
  const messages = record && (await messageQuality(content, record.settings.quality));
  if (!messages) return null;
  const held = await heldMessages(deps, workspace, messages);
  return messages.map((message) => ({
    ...message,
    stands: isEnough(message) ? 'enough' : held.includes(message) ? 'below' : 'let-pass',
  }));
}

async function sampleOf(
  deps: ViewApprovalDeps,
  approval: MessagesApproval,
  content: MissionContent,
  size: number,
): Promise<SampleMessage[]> {
  const { workspace, missionId } = approval;
  // However many there are: of no more cohorts than messages.
  const cohorts = shuffled(Object.keys(approval.cohorts), approval.id, (cohort) => cohort).slice(0, size);
  const [found, drafts] = await Promise.all([
    deps.missions.get(workspace, missionId),
    mapConcurrent(cohorts, READ_AT_ONCE, (cohort) => deps.cohorts.getDrafts(workspace, missionId, cohort)),
  ]);
  if (!found) return [];
  const mission = outreachMission(found);
  const drafted = drafts.flatMap((cohort) => cohort?.leads ?? []);
  const picked = shuffled(drafted, approval.id, ({ leadId }) => leadId).slice(0, size);
  const leads = await deps.leads.getMany(
    workspace,
    picked.map((lead) => lead.leadId),
  );
  // One message of each person first; more of the same people only where there is room for them.
  const { steps } = mission.params;
  const chosen = Array.from({ length: steps }, (_, round) =>
    picked.map((drafted, i) => ({ drafted, lead: leads[i], step: ((i + round) % steps) + 1 })),
  ).flat();
  const shown: SampleMessage[] = [];
  for (const { drafted, lead, step } of chosen) {
    if (shown.length === size) break;
    const built = lead && buildMessage(content, mission, lead, drafted, step, deps.clock.now());
    if (!lead || !built?.ok) continue;
    shown.push({
      leadId: lead.id,
      to: built.to,
      from: built.from,
      channel: built.channel,
      step,
      variant: drafted.variant,
      framework: built.framework,
      ...shownOf(built),
      cites: built.channel === 'email' ? [...built.cites] : [],
      contentHash: built.hash,
    });
  }
  return shown;
}

/** In an order that looks like chance and is the same every time. */
function shuffled<T>(items: readonly T[], salt: string, nameOf: (item: T) => string): T[] {
  const ranked = items.map((item) => ({ item, rank: unitInterval(nameOf(item) + salt) }));
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** Subject and text as the person will read them. */
const shownOf = (built: Extract<BuiltMessage, { ok: true }>): Pick<SampleMessage, 'subject' | 'text'> => {
  if (built.channel !== 'email') return { subject: '', text: withBookingToken(built.rendered, '…').text };
  const { subject, text } = withUnsubscribeUrl(built.rendered, 'https://…/u/…');
  return { subject, text: withBookingToken({ text }, '…').text };
};
