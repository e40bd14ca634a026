import PostalMime, { type Attachment } from 'postal-mime';

/** The message of ours that a mail answers. */
export type ThreadKey =
  | { readonly by: 'reply_token'; readonly token: string }
  | { readonly by: 'ses_message_id'; readonly messageIds: readonly string[] };

/**
 * The token of `reply+token@domain`: the reliable key, because nearly every mail program answers to that address. Tokens are
 * in lower case, because some programs change the whole address to lower case.
 */
const REPLY_ADDRESS = /^reply\+([A-Za-z0-9_-]{6,64})@/i;
/** SES writes `<id@region.amazonses.com>` (`email.amazonses.com` in us-east-1) over our own Message-ID. */
const SES_MESSAGE_ID = /^([0-9a-z]+(?:-[0-9a-z]+)+)@(?:[a-z0-9-]+\.)*amazonses\.com$/i;
/** `workspace-lead-mission-step-signature`, see `sending/domain/thread-token.ts`. */
const TOKEN = '[a-z][a-z0-9]{1,15}-[0-9a-z]{20}-[0-9a-z]{6}-[1-9]-[0-9a-z]{10}';
const TOKEN_ID = new RegExp(`^(${TOKEN})@`, 'i');
const TOKENS = new RegExp(`(?<![0-9a-z-])${TOKEN}(?![0-9a-z-])`, 'gi');

/** The id of a thread in the `References` of our messages: SES replaces our Message-ID, but keeps this one. */
export const threadReference = (token: string, domain: string): string => `<${token}@${domain}>`;

/** Whether answers to a message of ours go to this address. */
export const isReplyAddress = (address: string): boolean => REPLY_ADDRESS.test(address);

/**
 * Finds the thread by the reply token in a recipient's address, else by the ids that the mail refers to, in order:
 * In-Reply-To before References. Programs that answer to the From address copy our own id from our `References` into theirs.
 */
export function threadOf(mail: {
  readonly recipients: readonly string[];
  readonly inReplyTo: readonly string[];
}): ThreadKey | undefined {
  for (const address of mail.recipients) {
    const token = REPLY_ADDRESS.exec(address)?.[1];
    if (token !== undefined) return { by: 'reply_token', token: token.toLowerCase() };
  }
  for (const id of mail.inReplyTo) {
    const token = TOKEN_ID.exec(id)?.[1];
    if (token !== undefined) return { by: 'reply_token', token: token.toLowerCase() };
  }
  const messageIds = sesMessageIds(mail.inReplyTo);
  return messageIds.length === 0 ? undefined : { by: 'ses_message_id', messageIds };
}

/** The ids, as SES gives them to a sender, among those that a mail refers to. */
export const sesMessageIds = (references: readonly string[]): string[] => [
  ...new Set(references.map((id) => SES_MESSAGE_ID.exec(id)?.[1]).filter((id) => id !== undefined)),
];

/** Texts in the form of our tokens; only the signature shows whether one is genuine. */
export const tokensIn = (text: string): string[] => [
  ...new Set((text.slice(0, MAX_BYTES).match(TOKENS) ?? []).map((token) => token.toLowerCase())),
];

/** All text of a mail that may contain a trace of our message, however it is encoded. */
export interface MailTexts {
  /** Headers, text and HTML: a quote contains our unsubscribe link. */
  readonly written: string;
  /** Attached messages: a report returns our message, or its headers. */
  readonly reported: string;
}

const MAX_BYTES = 2 * 1024 * 1024;

/** Never throws: a mail that cannot be parsed has no text. */
export async function textsOf(raw: Uint8Array): Promise<MailTexts> {
  try {
    const {
      headers,
      text = '',
      html = '',
      attachments,
    } = await PostalMime.parse(raw.subarray(0, MAX_BYTES), {
      forceRfc822Attachments: true,
      maxNestingDepth: 30,
      maxHeadersSize: 512 * 1024,
    });
    return {
      written: [...headers.map(({ value }) => value), text, html].join('\n'),
      reported: attachments.map(reportedText).join('\n'),
    };
  } catch {
    return { written: '', reported: '' };
  }
}

/** It is still encoded: soft line breaks of quoted-printable may be inside of a token. */
function reportedText({ mimeType, content }: Attachment): string {
  if (!/^(?:message|text)\//.test(mimeType)) return '';
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return text.replace(/=\r?\n/g, '');
}
