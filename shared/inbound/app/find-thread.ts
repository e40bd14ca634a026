import type { InboundMail } from '../../mail/domain/inbound.ts';
import { type MailTexts, tokensIn } from '../../mail/domain/thread.ts';
import { readThreadToken, type Thread } from '../../sending/domain/thread-token.ts';

/** `reply+<token>@...`, `unsubscribe+<token>@...` */
const TAGGED_ADDRESS = /^[^@+]+\+([^@]+)@/;

/**
 * The thread whose signed token a mail carries, looked for where it is most certain first: where the mail went, the
 * address in its header, the ids that it refers to, then anywhere else, as in the message that a report returns or in
 * the unsubscribe link of what was quoted. The last is what is left of a thread when somebody answers to From, or a
 * server takes the "+tag" off. The signature makes each of them ours.
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

/** Threads whose signed tokens stand in a text. */
export const threadsIn = (secret: string, text: string): Thread[] =>
  tokensIn(text).flatMap((token) => readThreadToken(secret, token) ?? []);
