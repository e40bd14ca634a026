import type { InboundMail } from '../../mail/domain/inbound.ts';
import { type MailTexts, tokensIn } from '../../mail/domain/thread.ts';
import { readThreadToken, type Thread } from '../../sending/domain/thread-token.ts';

/** `reply+<token>@...`, `unsubscribe+<token>@...` */
const TAGGED_ADDRESS = /^[^@+]+\+([^@]+)@/;

/**
 * The thread of the signed token in a mail. The most certain places come first: the envelope recipient, the address in the
 * header, the ids that the mail refers to; then any other place, such as the message in a report or the unsubscribe link in
 * a quote. The last ones help when somebody answers to the From address, or when a server removes the "+tag". The signature
 * proves that a token is ours.
 */
export function findThread(
  secret: string,
  recipients: readonly string[],
  mail: InboundMail | undefined,
  texts: MailTexts,
): Thread | undefined {
  const tagged = recipients.flatMap((address) => TAGGED_ADDRESS.exec(address)?.[1] ?? []);
  const known = mail && mail.kind !== 'unreadable' ? mail : undefined;
  const named = known?.thread?.by === 'reply_token' ? [known.thread.token] : [];
  const referred = known?.references.map((id) => id.slice(0, Math.max(0, id.lastIndexOf('@')))) ?? [];
  for (const token of [...tagged, ...named, ...referred]) {
    const thread = readThreadToken(secret, token);
    if (thread) return thread;
  }
  return threadsIn(secret, `${texts.written}\n${texts.reported}`)[0];
}

/** Threads of the signed tokens in a text. */
export const threadsIn = (secret: string, text: string): Thread[] =>
  tokensIn(text).flatMap((token) => readThreadToken(secret, token) ?? []);
