import type { NotificationMessage } from '../contract/messages.ts';
import { type Member, waysOfMessage } from '../domain/member.ts';
import { alertSettingsOf, type TellDeps, tell } from './tell.ts';

/** Tells members what a person wrote to them, or what they are asked, each once, by the channels that they want. */
export async function notifyWritten(
  deps: TellDeps,
  message: Extract<NotificationMessage, { kind: 'write' }>,
): Promise<void> {
  const { workspace, about, at: since, severity, title, message: text, to, otherwise = [] } = message;
  const settings = await alertSettingsOf(deps, workspace);
  if (!settings) return;
  const matter = {
    workspace,
    kind: 'message',
    about,
    since,
    severity,
    step: 0,
    title,
    message: text,
  } as const;
  const isReached =
    otherwise.length === 0 ||
    (await deps.members.list(workspace)).some(({ subject }) => to.includes(subject));
  const isMeant = ({ subject, role }: Member): boolean =>
    isReached ? to.includes(subject) : otherwise.includes(role);
  await tell(deps, matter, settings, {
    waysOf: (member) => (isMeant(member) ? waysOfMessage(member, message) : undefined),
    toChannel: false,
  });
}
