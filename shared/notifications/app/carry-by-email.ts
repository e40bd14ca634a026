import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { Approval } from '../../approvals/domain/approval.ts';
import { mailProviderOf } from '../../channels/domain/channel-terms.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { isOwned } from '../../domains/domain/domain-ownership.ts';
import { addMs, type Clock, DAY } from '../../kernel/clock.ts';
import { composeMail, type OutgoingMail as MailParts } from '../../mail/domain/compose.ts';
import type { Mailer, SendOutcome } from '../../sending/app/ports/sending.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { decisionToken } from '../domain/decision-link.ts';
import { type Member, mayDecide } from '../domain/member.ts';
import type { Notice } from '../domain/notice.ts';
import { type MailContent, mailHtml, mailText, subjectOf } from '../domain/notice-mail.ts';
import { linesOfApproval } from '../domain/request-text.ts';
import type { Carrier } from './ports/notifications.ts';

export interface EmailCarrierDeps {
  readonly mailer: Mailer;
  readonly pools: Pick<PoolStore, 'get' | 'reserveSends'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  /** Signs the links by which members decide. */
  readonly threadSecret: string;
  /** HTTPS base of the public pages, without a slash at the end. */
  readonly publicBaseUrl: string;
  readonly clock: Clock;
}

/** A link that is found later decides nothing any more. */
const LINK_LASTS_MS = 3 * DAY;
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/**
 * Mail to members, from a sending domain that the workspace owns: it counts in the day of the domain, and no limit keeps it back.
 * It says that a machine wrote it, so that no machine answers.
 */
export const emailCarrier = (deps: EmailCarrierDeps): Carrier => ({
  async send(notice, to): Promise<SendOutcome> {
    if (to?.email === undefined) return { outcome: 'refused', reason: 'No e-mail address is known.' };
    const { workspace } = notice;
    const [record, pool] = await Promise.all([deps.workspaces.get(workspace), deps.pools.get(workspace)]);
    const own = pool?.domains.filter(isOwned) ?? [];
    const domain = (own.find(({ status }) => status === 'active') ?? own[0])?.domain;
    if (!record || domain === undefined)
      return { outcome: 'refused', reason: 'The workspace has no sending domain that is its own.' };
    const now = deps.clock.now();
    const parts: MailParts = {
      from: { name: 'Rex', address: `${record.settings.senderLocalPart}@${domain}` },
      to: to.email,
      subject: subjectOf(notice),
      ...bodies(notice, await contentOf(deps, notice, to, now)),
      headers: { 'Auto-Submitted': 'auto-generated' },
      messageIdDomain: domain,
      date: now,
    };
    const raw = await composeMail(parts);
    const day = now.toISOString().slice(0, 10);
    const counted = { name: domain, limit: NO_LIMIT };
    const reserved = await deps.pools.reserveSends({
      workspace,
      day,
      count: 1,
      workspaceLimit: NO_LIMIT,
      domain: counted,
    });
    if (reserved !== 'reserved')
      return { outcome: 'unavailable', reason: 'The domain belongs to another workspace.' };
    const provider = mailProviderOf(record.settings.channels, domain);
    return deps.mailer.send({
      provider,
      raw,
      parts,
      from: parts.from.address,
      to: to.email,
      tags: { workspace, notice: notice.id },
    });
  },
});

const bodies = (notice: Notice, content: MailContent) => ({
  text: mailText(notice, content),
  html: mailHtml(notice, content),
});

async function contentOf(
  deps: EmailCarrierDeps,
  { kind, workspace, about }: Notice,
  to: Member,
  now: Date,
): Promise<MailContent> {
  const approval = kind === 'request' ? await deps.approvals.get(workspace, about) : undefined;
  if (!approval) return { lines: [] };
  return {
    lines: linesOfApproval(approval),
    link: mayDecide(to) ? linkTo(deps, approval, to, now) : undefined,
  };
}

function linkTo(
  { threadSecret, publicBaseUrl }: EmailCarrierDeps,
  { workspace, id: approvalId, digest, expiresAt }: Approval,
  { subject }: Member,
  now: Date,
): string {
  const until = addMs(now, LINK_LASTS_MS).toISOString();
  const token = decisionToken(threadSecret, {
    workspace,
    approvalId,
    digest,
    subject,
    expiresAt: until < expiresAt ? until : expiresAt,
  });
  return `${publicBaseUrl}/d/${token}`;
}
