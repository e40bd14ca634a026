import { isUtf8 } from 'node:buffer';
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { type Flow, mendMime, unflow } from './mime.ts';

/** The parts of an inbound mail that Rex uses. All of it is text from strangers, with limited length. */
export interface ParsedMail {
  /** Lower case. */
  readonly from?: string;
  readonly fromName: string;
  /** To, Cc and Delivered-To, lower case. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly messageId?: string;
  /** The Date header; not verified. */
  readonly date?: string;
  readonly inReplyTo: readonly string[];
  readonly text: string;
  /** Undefined when the header is absent, empty for the null sender of bounces. */
  readonly returnPath?: string;
  /** `report-type` of a multipart/report. */
  readonly reportType?: string;
  readonly deliveryStatus?: string;
  /** A report of the recipient's mail program or filter about a message (RFC 8098). */
  readonly dispositionNotification?: string;
  readonly feedbackReport?: string;
  /** The calendar parts (RFC 6047), one after the other. */
  readonly calendar?: string;
  /** Headers of the message that a report is about, as text. */
  readonly reportedMessage?: string;
  /** First value of a header by its lower-case name. */
  header(name: string): string | undefined;
}

/** Bytes that are parsed: only attachments come later, and a longer body is not read anyway. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Limit of lines, because the parser takes time for each; two megabytes of base64 have fewer. */
const MAX_LINES = 30_000;
/** No more blank lines in a row are read than the shortest of these. */
const BLANK_LINES = /(?:\r?\n){100,}/g;
const BLANK_LINES_READ = '\r\n'.repeat(100);
const MAX_TEXT = 100_000;
const MAX_HEADER = 2_000;

/** Parses raw mail; undefined when it cannot be parsed or is no mail. Never throws. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail | undefined> {
  const bytes = withoutMboxLine(head(raw));
  const { email, flowed } = await parseInItsCharset(bytes);
  if (email === undefined) return undefined;
  const headers = new Map<string, string>();
  for (const { key, value } of email.headers) {
    if (!headers.has(key)) headers.set(key, value.slice(0, MAX_HEADER));
  }
  const from = mailboxesOf(email.from ? [email.from] : [])[0];
  const plain = flowed === undefined ? (email.text ?? '') : unflow(email.text ?? '', flowed);
  const text = (await wordsOf(plain, email.html ?? '')).slice(0, MAX_TEXT);
  if (from === undefined && email.subject === undefined && headers.get('date') === undefined)
    return undefined;
  const delivered = email.headers.filter(({ key }) => key === 'delivered-to' || key === 'x-original-to');
  const recipients = [
    ...mailboxesOf([...(email.to ?? []), ...(email.cc ?? [])]).map(({ address }) => address),
    ...delivered.map(({ value }) => value.trim().toLowerCase()),
  ];
  const contentType = headers.get('content-type') ?? '';
  return {
    from: from?.address,
    fromName: (from?.name ?? '').slice(0, 200),
    recipients: [...new Set(recipients)].filter((address) => address !== '').slice(0, 100),
    subject: (email.subject ?? '').replace(/\s+/g, ' ').trim().slice(0, 500),
    messageId: email.messageId?.slice(0, 300),
    date: headers.get('date'),
    inReplyTo: messageIds(`${email.inReplyTo ?? ''} ${email.references ?? ''}`),
    text: text.replace(/\r\n?/g, '\n'),
    returnPath: headers
      .get('return-path')
      ?.replace(/[<>\s]/g, '')
      .toLowerCase(),
    reportType: /report-type="?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase(),
    deliveryStatus: attachmentText(email.attachments, /^message\/(?:global-)?delivery-status$/),
    dispositionNotification: attachmentText(
      email.attachments,
      /^message\/(?:global-)?disposition-notification$/,
    ),
    calendar: attachmentText(email.attachments, /^(?:text\/calendar|application\/ics)$/, MAX_BYTES),
    feedbackReport: attachmentText(email.attachments, /^message\/feedback-report$/),
    reportedMessage: attachmentText(
      email.attachments,
      /^(?:message\/(?:rfc822|global)|text\/rfc822-headers?)$/,
    ),
    header: (name) => headers.get(name),
  };
}

/** Fillers of a plain part without content: the name of a picture. */
const PICTURE =
  /\[(?:cid|image|inline[ -]image|bild|imagen?)(?![a-z])[^\]\n]{0,200}\]|[<[][^<>[\]\n]{1,100}\.(?:png|jpe?g|gif|bmp|svg)[>\]]|\ufffc/gi;
/** "Your program shows no HTML" is shorter than this. */
const MAX_NOTICE = 300;

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text.slice(0, 10_000).replace(PICTURE, ''));

/**
 * The plain part, or the HTML when the plain part has no content. Both when a short plain part differs from the HTML, for
 * example because it says that the program shows no HTML.
 */
async function wordsOf(plain: string, html: string): Promise<string> {
  if (html === '' || (hasWords(plain) && plain.length > MAX_NOTICE)) return plain;
  // The parser of HTML is as large as all else here, and most mails need none.
  const { textOfHtml } = await import('./html-text.ts');
  if (!hasWords(plain)) return textOfHtml(html) || plain;
  const shown = textOfHtml(html);
  const known = new Set(shown.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const said = plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const repeated = said.filter((word) => known.has(word)).length;
  return repeated * 2 < said.length ? `${plain.trim()}\n\n${shown}` : plain;
}

/** A text without a charset, or with a wrong one, is read as UTF-8, or as windows-1252 when it is no valid UTF-8. */
async function parseInItsCharset(bytes: Uint8Array): Promise<{ email?: Email; flowed?: Flow }> {
  const mended = mendMime(bytes, 'utf-8');
  const email = await tryParse(mended.bytes);
  const garbled = `${email?.text}${email?.html}`.includes('\ufffd');
  if (!garbled || !(mended.ascii || !isUtf8(bytes))) return { ...mended, email };
  return { ...mended, email: await tryParse(mendMime(bytes, 'windows-1252').bytes) };
}

async function tryParse(bytes: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(bytes, {
      // The returned message in a report is evidence: its text must not be taken for the reporter's own words.
      forceRfc822Attachments: true,
      maxNestingDepth: 30,
      maxHeadersSize: 512 * 1024,
    });
  } catch {
    return undefined;
  }
}

function head(raw: Uint8Array): Uint8Array {
  const bytes = withoutBlankLines(raw.subarray(0, MAX_BYTES));
  let end = 0;
  for (let line = 0; line < MAX_LINES; line++) {
    const newline = bytes.indexOf(0x0a, end);
    if (newline < 0) return bytes;
    end = newline + 1;
  }
  return bytes.subarray(0, end);
}

function withoutBlankLines(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const shorter = text.replace(BLANK_LINES, BLANK_LINES_READ);
  return shorter.length === text.length ? bytes : new Uint8Array(Buffer.from(shorter, 'latin1'));
}

/** Messages from a Unix mailbox begin with a `From ` line that is no header. */
function withoutMboxLine(bytes: Uint8Array): Uint8Array {
  const isMbox = [0x46, 0x72, 0x6f, 0x6d, 0x20].every((byte, i) => bytes[i] === byte);
  return isMbox ? bytes.subarray(bytes.indexOf(0x0a) + 1) : bytes;
}

function mailboxesOf(addresses: readonly Address[]): { name: string; address: string }[] {
  return addresses
    .flatMap((each) => (each.group === undefined ? [each] : each.group))
    .map(({ name, address }) => ({
      name,
      address: address.trim().toLowerCase().slice(0, 320),
    }));
}

function attachmentText(
  attachments: readonly Attachment[],
  type: RegExp,
  limit = MAX_TEXT,
): string | undefined {
  const texts = attachments
    .filter(({ mimeType }) => type.test(mimeType))
    .map(({ content }) => (typeof content === 'string' ? content : new TextDecoder().decode(content)));
  return texts.length === 0 ? undefined : texts.join('\n\n').slice(0, limit);
}

const messageIds = (text: string): string[] =>
  [...text.slice(0, 20_000).matchAll(/<([^<>\s]{3,250})>/g)].map(([, id]) => id ?? '').slice(0, 100);
