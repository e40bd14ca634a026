import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { SendOutcome } from '../../sending/app/ports/sending.ts';
import { type SystemMailDeps, sendSystemMail } from '../../sending/app/send-system-mail.ts';
import type { Invitation } from '../domain/invitation.ts';
import { invitationMail } from '../domain/invitation-mail.ts';
import type { MemberDeps } from './enter.ts';
import type { Accounts } from './ports/accounts.ts';

export interface MailInvitationDeps extends SystemMailDeps, Pick<MemberDeps, 'teamInvitations'> {
  readonly accounts: Accounts;
  /** Origin of the web console, without a slash at the end. */
  readonly consoleUrl: string;
}

type Mailed = NonNullable<Invitation['mail']>;

/** When it is written with a new invitation, its mail is claimed: whoever finds it later does not send it again. */
export const claimedMail = (now: Date): Mailed => ({ state: 'claimed', at: now.toISOString() });

/**
 * Sends the mail of an invitation that was just made, once, and writes down what became of it. Only here is the token known. A
 * failure is no failure of the invitation: its token can be handed over in another way.
 */
export async function mailInvitation(
  deps: MailInvitationDeps,
  invitation: Invitation,
  { token, inviter }: { readonly token: string; readonly inviter: string },
): Promise<Invitation> {
  const { workspace, id, email: to } = invitation;
  const outcome = await sent(deps, to, async () =>
    sendSystemMail(deps, {
      to,
      ...invitationMail(invitation, inviter, { consoleUrl: deps.consoleUrl, token }),
      tags: { workspace, invitation: id },
    }),
  );
  return noteMail(deps, invitation, (known) =>
    known.mail?.state === 'claimed' ? mailed(outcome, deps.clock.now()) : undefined,
  );
}

/** Nobody is told to sign in who cannot. */
async function sent(
  { accounts }: MailInvitationDeps,
  to: string,
  send: () => Promise<SendOutcome>,
): Promise<SendOutcome> {
  try {
    await accounts.ensure(to);
  } catch (error) {
    return { outcome: 'refused', reason: `The sign-in has made no account: ${wordsOf(error)}` };
  }
  try {
    return await send();
  } catch (error) {
    return { outcome: 'unknown', reason: wordsOf(error) };
  }
}

const LONGEST_REASON = 300;
const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'no answer').slice(0, LONGEST_REASON);

function mailed(outcome: SendOutcome, now: Date): Mailed {
  const at = now.toISOString();
  switch (outcome.outcome) {
    case 'accepted':
      return { state: 'sent', at };
    case 'refused':
      return { state: 'failed', at, reason: outcome.reason };
    case 'unavailable':
      return { state: 'failed', at, reason: outcome.mend?.todo ?? outcome.reason };
    default:
      return { state: 'unknown', at, ...('reason' in outcome ? { reason: outcome.reason } : {}) };
  }
}

/** What became of the mail. The invitation may be accepted or revoked at the same moment. */
export async function noteMail(
  { teamInvitations }: Pick<MemberDeps, 'teamInvitations'>,
  { workspace, id }: Invitation,
  change: (known: Invitation) => Mailed | undefined,
): Promise<Invitation> {
  return retryOnConflict(async () => {
    const known = await teamInvitations.get(workspace, id);
    if (!known) throw new Error('An invitation is never deleted.');
    const mail = change(known);
    if (!mail) return known;
    const next: Invitation = { ...known, version: known.version + 1, mail };
    await teamInvitations.save(next, []);
    return next;
  });
}
