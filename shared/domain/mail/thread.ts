/** Which of our messages a mail answers. */
export type ThreadKey =
  | { readonly by: 'reply_token'; readonly token: string }
  | { readonly by: 'ses_message_id'; readonly messageIds: readonly string[] };

/**
 * `reply+token@domain`: the reliable key, because every mail program answers to that address. Tokens are lower
 * case, since some programs write the whole address so.
 */
const REPLY_ADDRESS = /^reply\+([A-Za-z0-9_-]{6,64})@/i;
/** SES writes `<id@region.amazonses.com>` (`email.amazonses.com` in us-east-1) over our own Message-ID. */
const SES_MESSAGE_ID = /^([0-9a-z]+(?:-[0-9a-z]+)+)@(?:[a-z0-9-]+\.)*amazonses\.com$/i;

/**
 * Finds the thread by the reply token in a recipient's address, else by the ids that the mail refers to, in
 * order: In-Reply-To before References.
 */
export function threadOf(mail: {
  readonly recipients: readonly string[];
  readonly inReplyTo: readonly string[];
}): ThreadKey | undefined {
  for (const address of mail.recipients) {
    const token = REPLY_ADDRESS.exec(address)?.[1];
    if (token !== undefined) return { by: 'reply_token', token: token.toLowerCase() };
  }
  const messageIds = mail.inReplyTo
    .map((id) => SES_MESSAGE_ID.exec(id)?.[1])
    .filter((id) => id !== undefined);
  return messageIds.length === 0 ? undefined : { by: 'ses_message_id', messageIds: [...new Set(messageIds)] };
}
