import { escapeHtml } from '../../content/domain/plain-text.ts';
import type { Invitation } from './invitation.ts';

interface InvitationMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Browsers keep what is behind `#` to themselves: no server and no log sees the token. */
const linkOf = (consoleUrl: string, token: string): string => `${consoleUrl}/join#${token}`;

/** Says who invites whom to what, and brings the link. */
export function invitationMail(
  { workspace, role, expiresAt, email }: Invitation,
  inviter: string,
  { consoleUrl, token }: { readonly consoleUrl: string; readonly token: string },
): InvitationMail {
  const link = linkOf(consoleUrl, token);
  const what = `${inviter} invites you to the workspace ${workspace} of Rex, as ${role}.`;
  const how = `Sign in with this address (${email}). The link is good once, until ${expiresAt.slice(0, 10)}.`;
  const first =
    'If you have no account yet, another mail brings you a first password, which you change when you sign in.';
  const unknown = 'If you do not know what this is about, do nothing.';
  return {
    subject: `[Rex] You are invited to the workspace ${workspace}`,
    text: [what, `Join: ${link}`, how, first, unknown].join('\n\n'),
    html: `<!doctype html>
<html lang="en"><body>
<p>${escapeHtml(what)}</p>
<p><a href="${escapeHtml(link)}">Join the workspace</a></p>
<p>${escapeHtml(how)}</p>
<p>${escapeHtml(first)}</p>
<p><small>${escapeHtml(unknown)}</small></p>
</body></html>
`,
  };
}
