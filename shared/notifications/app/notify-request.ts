import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { Approval } from '../../approvals/domain/approval.ts';
import { HOUR } from '../../kernel/clock.ts';
import type { NotificationMessage } from '../contract/messages.ts';
import { waysOfReminder, waysOfRequest } from '../domain/member.ts';
import type { Matter } from '../domain/notice.ts';
import { titleOfApproval } from '../domain/request-text.ts';
import { alertSettingsOf, type TellDeps, tell, watch } from './tell.ts';

export interface NotifyRequestDeps extends TellDeps {
  readonly approvals: Pick<ApprovalStore, 'get'>;
}

type Message<K extends NotificationMessage['kind']> = Extract<NotificationMessage, { kind: K }>;

/** Tells those who may decide that an approval waits, and looks again later. */
export async function notifyRequest(
  deps: NotifyRequestDeps,
  { workspace, approvalId }: Message<'request'>,
): Promise<void> {
  const approval = await deps.approvals.get(workspace, approvalId);
  const settings = await alertSettingsOf(deps, workspace);
  if (approval?.state !== 'pending' || !settings) return;
  await tell(deps, matterOf(approval, 0), settings, {
    waysOf: (member) => waysOfRequest(member, approval.subject),
    toChannel: settings.slack?.requests === true,
  });
  const message = { kind: 'remind', workspace, approvalId } as const;
  await watch(deps, matterOf(approval, 1), settings.remindAfterHours * HOUR, message);
}

/** Nobody has decided: everybody who may is told, once. */
export async function remindOfRequest(
  deps: NotifyRequestDeps,
  { workspace, approvalId }: Message<'remind'>,
): Promise<void> {
  const approval = await deps.approvals.get(workspace, approvalId);
  const settings = await alertSettingsOf(deps, workspace);
  if (approval?.state !== 'pending' || !settings) return;
  await tell(deps, matterOf(approval, 1), settings, { waysOf: waysOfReminder, toChannel: false });
}

const matterOf = (approval: Approval, step: number): Matter => ({
  workspace: approval.workspace,
  kind: 'request',
  about: approval.id,
  since: approval.createdAt,
  severity: 'warning',
  step,
  title: `${step === 0 ? 'Waits for a decision' : 'Still waits for a decision'}: ${titleOfApproval(approval)}`,
  message: `It expires on ${approval.expiresAt}, which is a no. Look at it with "rex approvals show ${approval.id}".`,
});
