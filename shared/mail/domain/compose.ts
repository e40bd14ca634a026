import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import { RexError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import { DOT_ATOM } from './dot-atom.ts';

interface Mailbox {
  readonly name?: string;
  readonly address: string;
}

export interface OutgoingMail {
  readonly from: Mailbox;
  /** One recipient per message, so that opens and clicks can be attributed. */
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** An invitation (RFC 6047): a part beside text and HTML, which calendars read, and the same as a file. */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string };
  /** The https URL that accepts the POST of RFC 8058. Absent in mail to the members of a workspace. */
  readonly listUnsubscribeUrl?: string;
  /** Beside it, where mails to this address are read. */
  readonly listUnsubscribeMailto?: string;
  /** Further headers, except those that are composed here. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly messageIdDomain: string;
  readonly date: Date;
}

/** What the file of an invitation is called. */
export const INVITATION_FILE = 'invite.ics';

/** RFC 5322, section 2.1.1. A longer header cannot always be folded; a longer body line is encoded. */
const MAX_HEADER_VALUE = 900;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,75}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character is how a header is injected
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Headers that have a field of their own, or that Rex never writes. */
const OWN_HEADERS = new Set(
  `from sender to cc bcc reply-to subject date message-id mime-version content-type content-transfer-encoding
list-unsubscribe list-unsubscribe-post return-path received dkim-signature resent-to resent-cc resent-bcc`.split(
    /\s+/,
  ),
);

/**
 * The message as bytes, ready for SendRawEmail. The same input gives the same bytes: boundary and Message-ID
 * come from a hash of it (SES writes its own Message-ID on the wire).
 * @throws RexError VALIDATION_FAILED when a header field holds a line break or another control character
 */
export async function composeMail(mail: OutgoingMail): Promise<Uint8Array> {
  checkFields(mail);
  const fingerprint = sha256(JSON.stringify([mail, mail.date.toISOString()])).replace(/[-_]/g, 'x');
  const composer = new MailComposer({
    from: { name: mail.from.name ?? '', address: asciiAddress(mail.from.address, 'from') },
    to: [{ name: '', address: asciiAddress(mail.to, 'to') }],
    replyTo:
      mail.replyTo === undefined ? undefined : [{ name: '', address: asciiAddress(mail.replyTo, 'replyTo') }],
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    icalEvent: mail.calendar && { ...mail.calendar, filename: INVITATION_FILE },
    date: mail.date,
    messageId: `<${fingerprint.slice(0, 32)}@${domainToASCII(mail.messageIdDomain)}>`,
    // Prepared, so that the composer neither folds nor encodes a URL.
    headers: Object.entries(headersBeside(mail)).map(([key, value]) => ({
      key,
      value: key.startsWith('List-') ? { prepared: true, value: value.replace(', ', ',\r\n ') } : value,
    })),
    // Quoted-printable keeps every body line under 77 characters for any text.
    encoding: 'quoted-printable',
    newline: 'win',
    baseBoundary: fingerprint.slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return withFilledFirstLines(await composer.compile().build());
}

/**
 * The composer folds a header right after its colon when the first word does not fit into 76 characters, as no reply address
 * does. That is legal (up to 998), but spam filters penalize it, so the word is moved back to the first line.
 */
function withFilledFirstLines(message: Buffer): Uint8Array {
  const headEnd = message.indexOf('\r\n\r\n');
  // Latin-1 keeps every byte as it is.
  const head = message
    .subarray(0, headEnd)
    .toString('latin1')
    .replace(/^([\w-]+:)\r\n[ \t]+(?=\S)/gm, '$1 ');
  return new Uint8Array(Buffer.concat([Buffer.from(head, 'latin1'), message.subarray(headEnd)]));
}

/** All headers that have no field of their own in an interface for sending mail, unfolded: those of RFC 8058 come first. */
export const headersBeside = (mail: OutgoingMail): Readonly<Record<string, string>> => ({
  ...(mail.listUnsubscribeUrl === undefined
    ? {}
    : {
        'List-Unsubscribe': [mail.listUnsubscribeUrl, mailtoOf(mail)]
          .flatMap((each) => (each === undefined ? [] : `<${each}>`))
          .join(', '),
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
  // Suppresses out-of-office notes and automatic receipts, which help nobody.
  'X-Auto-Response-Suppress': 'OOF, AutoReply',
  ...mail.headers,
});

const mailtoOf = ({ listUnsubscribeMailto }: OutgoingMail): string | undefined =>
  listUnsubscribeMailto === undefined ? undefined : `mailto:${listUnsubscribeMailto}`;

function checkFields(mail: OutgoingMail): void {
  const fields: [string, string][] = [
    ['from.name', mail.from.name ?? ''],
    ['from.address', mail.from.address],
    ['to', mail.to],
    ['replyTo', mail.replyTo ?? ''],
    ['subject', mail.subject],
    ['listUnsubscribeUrl', mail.listUnsubscribeUrl ?? ''],
    ['listUnsubscribeMailto', mail.listUnsubscribeMailto ?? ''],
    ['messageIdDomain', mail.messageIdDomain],
    ...Object.entries(mail.headers ?? {}).map(([name, value]): [string, string] => [
      `headers.${name}`,
      value,
    ]),
  ];
  for (const [path, value] of fields) {
    if (CONTROL.test(value)) throw invalid(path, 'holds a line break or another control character');
    if (value.length > MAX_HEADER_VALUE) throw invalid(path, `is longer than ${MAX_HEADER_VALUE} characters`);
  }
  if (mail.listUnsubscribeUrl !== undefined || mail.listUnsubscribeMailto !== undefined)
    checkUnsubscribe(mail);
  if (!domainToASCII(mail.messageIdDomain)) throw invalid('messageIdDomain', 'is no domain');
  for (const name of Object.keys(mail.headers ?? {})) {
    if (!HEADER_NAME.test(name) || OWN_HEADERS.has(name.toLowerCase())) {
      throw invalid(`headers.${name}`, 'is not a header that may be added');
    }
  }
}

function checkUnsubscribe({ listUnsubscribeUrl = '', listUnsubscribeMailto }: OutgoingMail): void {
  // RFC 8058 requires https. A local Rex has no certificate for its loopback address.
  if (!/^(https:\/\/|http:\/\/127\.0\.0\.1[:/])[\x21-\x3b\x3d\x3f-\x7e]+$/.test(listUnsubscribeUrl)) {
    throw invalid('listUnsubscribeUrl', 'must be an https address in ASCII');
  }
  const isAddress = /^[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+$/;
  if (listUnsubscribeMailto !== undefined && !isAddress.test(listUnsubscribeMailto)) {
    throw invalid('listUnsubscribeMailto', 'must be an address in ASCII, with or without ?subject=');
  }
}

/** @throws RexError VALIDATION_FAILED */
export function asciiAddress(address: string, path: string): string {
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  const local = address.slice(0, at);
  if (domain === '' || !DOT_ATOM.test(local)) {
    throw invalid(path, 'is not an address that mail can be sent to');
  }
  return `${local}@${domain}`;
}

const invalid = (path: string, message: string): RexError =>
  new RexError('VALIDATION_FAILED', `The mail cannot be built: ${path} ${message}.`, {
    fields: [{ path, message }],
  });
