import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { Approval } from '../../approvals/domain/approval.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import type { SendOutcome } from '../../sending/app/ports/sending.ts';
import { type SystemMailDeps, sendSystemMail } from '../../sending/app/send-system-mail.ts';
import { decisionToken } from '../domain/decision-link.ts';
import { type Member, mayDecide, troubleText } from '../domain/member.ts';
import type { Notice } from '../domain/notice.ts';
import { type MailContent, mailHtml, mailText, subjectOf } from '../domain/notice-mail.ts';
import { pageOf } from '../domain/notice-page.ts';
import { noticeTags } from '../domain/notice-tags.ts';
import { linesOfApproval } from '../domain/request-text.ts';
import type { Carrier } from './ports/notifications.ts';

export interface EmailCarrierDeps extends SystemMailDeps {
  readonly approvals: Pick<ApprovalStore, 'get'>;
  /** Signs the links by which members decide. */
  readonly threadSecret: string;
  /** HTTPS base of the public pages, without a slash at the end. */
  readonly publicBaseUrl: string;
  /** Origin of the web console, without a slash at the end. */
  readonly consoleUrl: string;
}

/** A link that is found later decides nothing any more. */
const LINK_LASTS_MS = 3 * DAY;

/** Mail of Rex to members; none to an address that has bounced or complained, until its owner subscribes anew. */
export const emailCarrier = (deps: EmailCarrierDeps): Carrier => ({
  async send(notice, to): Promise<SendOutcome> {
    if (to?.email === undefined) return { outcome: 'refused', reason: 'No e-mail address is known.' };
    if (to.mailTrouble) return { outcome: 'refused', reason: troubleText(to.mailTrouble) };
    return sendSystemMail(deps, {
      to: to.email,
      subject: subjectOf(notice),
      ...bodies(notice, await contentOf(deps, notice, to, deps.clock.now())),
      tags: noticeTags(notice),
    });
  },
});

const bodies = (notice: Notice, content: MailContent) => ({
  text: mailText(notice, content),
  html: mailHtml(notice, content),
});

async function contentOf(
  deps: EmailCarrierDeps,
  notice: Notice,
  to: Member,
  now: Date,
): Promise<MailContent> {
  const { kind, workspace, about } = notice;
  const page = deps.consoleUrl + pageOf(notice);
  const approval = kind === 'request' ? await deps.approvals.get(workspace, about) : undefined;
  if (!approval) return { lines: [], page };
  return {
    lines: linesOfApproval(approval),
    page,
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
