import { createHash } from 'node:crypto';
import { addressParser } from 'postal-mime';
import { unitInterval } from '../../../shared/kernel/hash.ts';
import { headerValue } from '../mailbox/headers.ts';
import type { Envelope } from '../mailbox/mail-store.ts';

export type ReplyKind = 'reply' | 'outOfOffice' | 'unsubscribeByMail';

export interface ReplyMail {
  /** The same for the same mail, person and kind, as is the Message-ID: a repeated delivery is recognizable. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly messageId: string;
  readonly raw: Buffer;
}

/** What people write, with how often. */
const REPLIES: readonly { readonly share: number; readonly text: string }[] = [
  { share: 0.3, text: 'Thanks for getting in touch. Yes, I would be interested. Could we talk next week?' },
  { share: 0.15, text: 'Sounds interesting, could you send me the prices?' },
  { share: 0.1, text: 'Who are you, and what exactly do you offer?' },
  { share: 0.2, text: 'Not interested at the moment, thank you.' },
  { share: 0.1, text: 'Please write again in spring, we have no budget left this year.' },
  { share: 0.1, text: 'Please take me off your list.' },
  { share: 0.05, text: 'I am the wrong person for this. Please ask my colleague in purchasing.' },
];
const OUT_OF_OFFICE =
  'Thank you for your message. I am out of the office until Monday with no access to e-mail. ' +
  'In urgent cases please contact my colleagues.';

/**
 * A person's answer to a mail, as a mail program writes it. Undefined when there is nowhere to answer to.
 */
export async function composeReply(
  kind: ReplyKind,
  mail: Envelope,
  recipient: string,
  at: Date,
): Promise<ReplyMail | undefined> {
  const to = kind === 'unsubscribeByMail' ? unsubscribeAddress(mail) : replyAddress(mail);
  if (to === undefined) return undefined;
  const id = createHash('sha256').update(`${kind}\n${mail.id}\n${recipient}`).digest('hex').slice(0, 40);
  const domain = recipient.slice(recipient.indexOf('@') + 1);
  const messageId = `<${id}@${domain}>`;
  const original = `<${mail.id}@${mail.sendgrid ? 'geopod-ismtpd-local' : 'email.amazonses.com'}>`;
  const subject = subjectOf(kind, mail);
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js');
  const composer = new MailComposer({
    from: headerFrom(mail, recipient),
    to,
    subject,
    messageId,
    date: at,
    text: textOf(kind, mail, recipient),
    ...(kind === 'unsubscribeByMail' ? {} : { inReplyTo: original, references: original }),
    ...(kind === 'outOfOffice'
      ? {
          headers: {
            'Auto-Submitted': 'auto-replied',
            'X-Auto-Response-Suppress': 'All',
            Precedence: 'bulk',
          },
        }
      : {}),
  });
  const raw = await composer.compile().build();
  return { id, from: recipient, to, subject, messageId, raw };
}

function replyAddress(mail: Envelope): string | undefined {
  const header = headerValue(mail.headers, 'Reply-To') ?? headerValue(mail.headers, 'From') ?? mail.source;
  return addressParser(header)[0]?.address;
}

function unsubscribeAddress(mail: Envelope): string | undefined {
  const match = /<mailto:([^?>]+)/i.exec(headerValue(mail.headers, 'List-Unsubscribe') ?? '');
  return match?.[1] ?? replyAddress(mail);
}

function headerFrom(mail: Envelope, recipient: string): string | { name: string; address: string } {
  const named = addressParser(headerValue(mail.headers, 'To') ?? '').find(
    ({ address }) => address === recipient,
  );
  return named?.name ? { name: named.name, address: recipient } : recipient;
}

function subjectOf(kind: ReplyKind, mail: Envelope): string {
  if (kind === 'reply') return /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`;
  if (kind === 'outOfOffice') return `Automatic reply: ${mail.subject}`;
  const match = /<mailto:[^>]*[?&]subject=([^&>]+)/i.exec(
    headerValue(mail.headers, 'List-Unsubscribe') ?? '',
  );
  return match?.[1] === undefined ? 'unsubscribe' : decodeURIComponent(match[1]);
}

function textOf(kind: ReplyKind, mail: Envelope, recipient: string): string {
  if (kind === 'outOfOffice') return OUT_OF_OFFICE;
  if (kind === 'unsubscribeByMail') return 'unsubscribe';
  let left = unitInterval(`text|${recipient}|${mail.subject}`);
  const chosen = REPLIES.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  const quoted = `On ${new Date(mail.at).toUTCString()}, ${headerValue(mail.headers, 'From') ?? mail.source} wrote:\n> ${mail.subject}\n> ...`;
  return `${chosen?.text ?? REPLIES[0]?.text ?? ''}\n\n${quoted}\n`;
}
