import type { NotificationMessage } from '../contract/messages.ts';
import { waysOfMessage } from '../domain/member.ts';
import { alertSettingsOf, type TellDeps, tell } from './tell.ts';

/** Tells members what a person wrote to them, each once, by the channels that they want. */
export async function notifyWritten(
  deps: TellDeps,
  message: Extract<NotificationMessage, { kind: 'write' }>,
): Promise<void> {
  const { workspace, about, at: since, severity, title, message: text, to } = message;
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
  await tell(deps, matter, settings, {
    waysOf: (member) => (to.includes(member.subject) ? waysOfMessage(member, message) : undefined),
    toChannel: false,
  });
}
