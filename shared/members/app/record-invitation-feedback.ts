import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { SystemFeedback } from '../../sending/app/record-feedback.ts';
import { invitationIdSchema } from '../contract/members.ts';
import { noteMail } from './mail-invitation.ts';
import type { InvitationStore } from './ports/members.ts';

const tagsSchema = z.object({ workspace: workspaceIdSchema, invitation: invitationIdSchema });

/** What a provider says of the mail of an invitation. Repeats, any order, and other mail are harmless. */
export async function recordInvitationFeedback(
  deps: { readonly teamInvitations: InvitationStore },
  { tags, feedback }: SystemFeedback,
): Promise<void> {
  const { data: ref } = tagsSchema.safeParse(tags);
  const invitation = ref && (await deps.teamInvitations.get(ref.workspace, ref.invitation));
  if (!invitation) return;
  const { kind, at } = feedback;
  await noteMail(deps, invitation, ({ mail }) => {
    if (mail?.state === 'failed') return undefined;
    if (kind === 'bounced') return { state: 'failed', at, reason: `It came back: ${feedback.diagnostic}` };
    if (kind === 'rejected') return { state: 'failed', at, reason: feedback.reason };
    const arrived = kind === 'sent' || kind === 'delivered';
    return arrived && mail?.state !== 'sent' ? { state: 'sent', at } : undefined;
  });
}
