import type { Clock } from '../../kernel/clock.ts';
import type { OutgoingMail as MailParts } from '../../mail/domain/compose.ts';
import { NO_SYSTEM_SENDER } from '../contract/system-mail.ts';
import type { Mailer, SendOutcome } from './ports/sending.ts';

export interface SystemMailDeps {
  readonly mailer: Mailer;
  /** The address that Rex itself writes from; undefined where none is set up. */
  readonly systemFrom: string | undefined;
  readonly clock: Clock;
}

/** A mail of Rex to somebody who works with it. */
export interface SystemMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** By which the provider's events find it again: letters, digits, `_` and `-`. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Sends a mail of Rex to its own people, by the sender of the deployment: leads never hear from that address, and none of their
 * caps, windows and domains have to do with it. Its links go where they say, past
 * nobody who counts clicks: some have a secret in them. It is no list, and says that a machine wrote it. One call and no repeat: who
 * calls claims before and settles after.
 */
export async function sendSystemMail(
  { mailer, systemFrom, clock }: SystemMailDeps,
  { to, subject, text, html, tags }: SystemMail,
): Promise<SendOutcome> {
  if (systemFrom === undefined) return { outcome: 'refused', reason: NO_SYSTEM_SENDER };
  const parts: MailParts = {
    from: { name: 'Rex', address: systemFrom },
    to,
    subject,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    messageIdDomain: systemFrom.slice(systemFrom.lastIndexOf('@') + 1),
    date: clock.now(),
  };
  // Loaded by the first mail: functions that rarely write one start without the composer.
  const { composeMail } = await import('../../mail/domain/compose.ts');
  const raw = await composeMail(parts);
  return mailer.send({ provider: 'ses', raw, parts, from: systemFrom, to, tags, tracked: false });
}
