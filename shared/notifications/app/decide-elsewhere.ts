import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { Approval } from '../../approvals/domain/approval.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { readDecisionToken } from '../domain/decision-link.ts';
import { type Member, mayDecide } from '../domain/member.ts';
import type { MemberStore } from './ports/notifications.ts';

export interface DecideElsewhereDeps {
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly members: Pick<MemberStore, 'get' | 'list'>;
  /** The same decision as by the API. @throws RexError NOT_FOUND, CONFLICT */
  readonly decide: (decision: Decision) => Promise<Approval>;
  readonly threadSecret: string;
  readonly clock: Clock;
}

export interface Decision {
  readonly workspace: string;
  readonly id: string;
  readonly subject: string;
  readonly outcome: 'approved' | 'rejected';
  readonly digest: string;
  readonly reason?: string;
  readonly correlationId: string;
}

/** What whoever follows a link or presses a button is to see. `closed`: it cannot be decided here; why, in whole sentences. */
export type Shown =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'closed'; readonly why: string; readonly approval?: Approval }
  | { readonly kind: 'open'; readonly approval: Approval; readonly subject: string }
  | { readonly kind: 'decided'; readonly approval: Approval };

const NOT_ALLOWED =
  'You may not decide this: your role does not allow it any more, or your subscription was ended.';

/** What a link is about, as it is now. Changes nothing. */
export async function lookByLink(deps: DecideElsewhereDeps, token: string): Promise<Shown> {
  const link = readDecisionToken(deps.threadSecret, token);
  if (!link) return { kind: 'unknown' };
  const { workspace, approvalId, digest, subject, expiresAt } = link;
  const [member, approval] = await Promise.all([
    deps.members.get(workspace, subject),
    deps.approvals.get(workspace, approvalId),
  ]);
  if (!approval) return { kind: 'unknown' };
  const shown = lookAt(member, approval, digest);
  return shown.kind === 'open' && expiresAt <= deps.clock.now().toISOString()
    ? {
        kind: 'closed',
        why: `This link has expired. Decide by "rex approvals show ${approval.id}".`,
        approval,
      }
    : shown;
}

/** Decides in the name of the member to whom the link was sent. The same decision again is harmless. */
export async function decideByLink(
  deps: DecideElsewhereDeps,
  token: string,
  decision: Pick<Decision, 'outcome' | 'correlationId'> & { readonly reason: string },
): Promise<Shown> {
  const link = readDecisionToken(deps.threadSecret, token);
  const shown = await lookByLink(deps, token);
  if (!link || shown.kind === 'unknown') return { kind: 'unknown' };
  const { approval } = shown;
  const isRepeat = approval?.state === decision.outcome && approval.decidedBy === link.subject;
  if (shown.kind !== 'open' && !isRepeat) return shown;
  return decided(deps, link.workspace, link.approvalId, link.subject, link.digest, decision);
}

/** The user of Slack has to be mapped to a member who may decide. */
export async function decideBySlack(
  deps: DecideElsewhereDeps,
  workspace: string,
  slackUser: string,
  { approvalId, digest }: { readonly approvalId: string; readonly digest: string },
  decision: Pick<Decision, 'outcome' | 'correlationId'>,
): Promise<Shown> {
  const member = (await deps.members.list(workspace)).find((each) => each.slackUser === slackUser);
  if (!member)
    return {
      kind: 'closed',
      why: 'Rex does not know who you are. An admin says it: "rex notifications map MEMBER --slack-user ID".',
    };
  const approval = await deps.approvals.get(workspace, approvalId);
  if (!approval) return { kind: 'unknown' };
  const shown = lookAt(member, approval, digest);
  const isRepeat = approval.state === decision.outcome && approval.decidedBy === member.subject;
  if (shown.kind !== 'open' && !isRepeat) return shown;
  const reason = 'Rejected in Slack.';
  return decided(deps, workspace, approvalId, member.subject, digest, { ...decision, reason });
}

function lookAt(member: Member | undefined, approval: Approval, digest: string): Shown {
  if (!member || !mayDecide(member)) return { kind: 'closed', why: NOT_ALLOWED };
  if (approval.digest !== digest)
    return { kind: 'closed', why: 'What would happen is not what you were told of. Look at it again.' };
  if (approval.state === 'pending') return { kind: 'open', approval, subject: member.subject };
  return { kind: 'closed', why: whyClosed(approval), approval };
}

function whyClosed({ state, decidedBy = 'somebody', decidedAt = '', id }: Approval): string {
  if (state === 'void')
    return 'What would happen has changed since you were told of it, so this is void. If it is still wanted, you are asked again.';
  if (state === 'expired') return `Nobody decided in time, which is a no ("rex approvals show ${id}").`;
  return `This was ${state} already, by ${decidedBy} on ${decidedAt}. A decision is made once.`;
}

async function decided(
  deps: DecideElsewhereDeps,
  workspace: string,
  id: string,
  subject: string,
  digest: string,
  {
    outcome,
    correlationId,
    reason,
  }: Pick<Decision, 'outcome' | 'correlationId'> & { readonly reason: string },
): Promise<Shown> {
  try {
    const approval = await deps.decide({
      workspace,
      id,
      subject,
      outcome,
      digest,
      correlationId,
      ...(outcome === 'rejected' && { reason }),
    });
    return { kind: 'decided', approval };
  } catch (error) {
    if (!(error instanceof RexError) || (error.code !== 'CONFLICT' && error.code !== 'NOT_FOUND'))
      throw error;
    return { kind: 'closed', why: error.message };
  }
}
