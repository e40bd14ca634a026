import { isNoteSubject } from './automatic-mail.ts';
import { type BounceReason, type BounceSeverity, bounceSeverity } from './bounce-severity.ts';
import { failedRecipients, passageAbout, reportWords } from './bounce-text.ts';
import type { ParsedMail } from './parsed-mail.ts';

export interface Bounce {
  /**
   * The address that was written to, in lower case: from `Original-Recipient`, or else from `Final-Recipient`, which may be the
   * target of a forward. Undefined when the report names nobody. Never an address that only the prose names.
   */
  readonly recipient?: string;
  /** The final address if it is another one: the target of a forward or alias. */
  readonly finalRecipient?: string;
  /** Enhanced status code (RFC 3463). */
  readonly status?: string;
  readonly severity: BounceSeverity;
  /** Stable: repeated failures of one reason may add up. */
  readonly reason: BounceReason;
  /** What the server said, at most 500 characters; empty when it said nothing about this recipient. */
  readonly diagnostic: string;
}

/**
 * The message that a report is about, by its headers in the report. It shows whether a report with an unknown address
 * concerns the lead: when `messageId` or `to` is that of the message to the lead, the lead's mail is forwarded to the unknown
 * address; otherwise the report is about somebody else.
 */
interface ReportedHeaders {
  /** Without brackets. */
  readonly messageId?: string;
  /** Lower case. */
  readonly to: readonly string[];
}

export interface BounceReport {
  readonly bounces: readonly Bounce[];
  readonly reported?: ReportedHeaders;
  readonly evidence: string;
  /** Whether a person could have typed everything that indicates it. */
  readonly isTypable?: boolean;
}

const MAX_RECIPIENTS = 50;
const MAX_DIAGNOSTIC = 500;

const DAEMON_WITH_CODE = 'daemon with a code of SMTP';

/** Local parts and names from which mail servers send reports. */
const DAEMON_ADDRESS =
  /^(?:mailer-?daemon|mail-?daemon|post-?_?master|mail-?master|mail-?delivery[\w-]*|mail-?system|mds|delivery|double-?bounce|bounces?|bounce-?(?:daemon|handler)|mmdf|mda|mta|smtpd?|microsoftexchange[\w-]*)@/;
const DAEMON_NAME =
  /mailer[- ]?daemon|mail delivery|delivery (?:sub)?system|mail (?:administrator|system)|postmaster|mailzustell|bounce handler/i;
/**
 * An SMTP reply code or an enhanced status code at the beginning of a line or a statement, or both together. A number within
 * a sentence ("450 seats", "version 5.1.1") does not match.
 */
const SMTP_CODE =
  /[45]\d\d[ -]{1,3}#?[45]\.\d{1,2}\.\d{1,3}(?![\d.])|(?:^[\s<>|*-]*|[:;=(["'<>#]\s*|(?:said|error|code|reply|status|response|answer\w*|with|smtp)\s+)(?:#?[45]\.\d{1,2}\.\d{1,3}(?![\d.])|[45]\d\d(?:[ -](?!\d)|[^\w.,]*$))/im;
const STATUS = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;
const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Words that tell a failure report from a vacation note, which comes from the null sender too. */
const FAILURE =
  /un(?:able to )?deliver|(?:not|n't|cannot) (?:be |been )?(?:deliver|reach|sent)|deliver\w* (?:error|fail|problem|status|unsuccessful)|fail\w* (?:to |permanently)|failure|returned (?:mail|to)|did not reach|rejected|permanent error|fatal error|zustell|remis|entreg|recapit|consegn|bezorg|配信|送信でき|退信|投递|доставл/i;

/** The whole subject of a report; a person who writes about one writes more, or `Re:`. */
const UNDELIVERED =
  /^(?:(?:mail )?undeliver(?:ed|able)(?:: .*| (?:(?:e-?)?mail|message)s?)?|(?:mail )?delivery (?:failure|failed|error)|returned (?:(?:e-?)?mail|message)(?:: .*)?)\W*$/i;

/** `Re:` and the like: the subject of what is answered follows, and programs answer from the null sender too. */
const ANSWERED = /^\s*(?!DSN|NDN|NDR|fail|mail)\p{L}{1,4}\s*[:：]/iu;

/**
 * The failed recipients that a mail reports; undefined when it is no bounce. The structure decides: a report part, the null
 * sender, or a daemon and an SMTP code. Words alone are never enough, because people write about deliveries too.
 */
export function readBounce(mail: ParsedMail): BounceReport | undefined {
  const about = reportedHeaders(mail);
  const standard = mail.deliveryStatus === undefined ? [] : recipientFields(mail.deliveryStatus);
  if (standard.length > 0) {
    const failed = standard.filter(
      ({ action = '' }) => !/^(?:deliver|relayed|expanded|delayed)/i.test(action),
    );
    if (failed.length === 0) return undefined;
    const told = reportWords(mail.text);
    const bounces = failed
      .slice(0, MAX_RECIPIENTS)
      .map((fields) => standardBounce(fields, failed.length === 1 ? told : undefined, told));
    return { bounces, reported: about, evidence: 'message/delivery-status' };
  }
  const rejected = rejectedByRecipient(mail);
  if (rejected) return { bounces: [rejected], reported: about, evidence: 'message/disposition-notification' };
  const evidence = structureOf(mail);
  if (evidence === undefined) return undefined;
  const bounces = unstructured(mail);
  const isTypable = evidence === DAEMON_WITH_CODE;
  // An administrator may write about such codes too, but names no failed address.
  if (isTypable && bounces[0]?.recipient === undefined) return undefined;
  return { bounces, reported: about, evidence, isTypable };
}

/** Whether a report is only about a successful or delayed delivery, or about a displayed message. */
export const isDeliveryReceipt = (mail: ParsedMail): boolean =>
  (mail.deliveryStatus !== undefined || mail.dispositionNotification !== undefined) &&
  readBounce(mail) === undefined;

/** Fields per recipient of a `message/delivery-status` (RFC 3464): one block each, after the one of the message. */
function recipientFields(content: string): Fields[] {
  return content
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map(headerFields)
    .filter((fields) => 'final-recipient' in fields || 'original-recipient' in fields);
}

type Fields = Readonly<Record<string, string>>;

/** `name: value` lines, with folded lines joined and names in lower case. The first value of a name counts. */
export function headerFields(block: string): Fields {
  const fields: Record<string, string> = Object.create(null);
  for (const line of block
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .slice(0, 200)) {
    const [, name, value = ''] = /^([\w-]+):(.*)$/.exec(line) ?? [];
    if (name !== undefined) fields[name.toLowerCase()] ??= value.trim();
  }
  return fields;
}

/** @param alone the report's own text, when it can only be about this recipient */
function standardBounce(fields: Fields, alone: string | undefined, told: string): Bounce {
  const final = firstAddress(fields['final-recipient'] ?? fields['x-actual-recipient'] ?? '');
  const recipient =
    firstAddress(fields['original-recipient'] ?? '') ?? final ?? failedRecipients(alone ?? '', new Set())[0];
  const passage = alone ?? passageAbout(told, [recipient, final]);
  const said = (fields['diagnostic-code'] ?? '').replace(/^[a-z][\w-]*\s*;\s*/i, '');
  // A diagnostic such as the exit code of a program is not decisive; the report's own text may be.
  const diagnostic = /\p{L}{3}/u.test(said) ? said : passage;
  const given = STATUS.exec(fields['status'] ?? '')?.[1];
  const spoken = STATUS.exec(diagnostic)?.[1];
  const status = given === undefined || /\.0\.0$/.test(given) ? (spoken ?? given) : given;
  return {
    ...bounceOf(recipient, status, diagnostic, passage),
    finalRecipient: final === recipient ? undefined : final,
  };
}

/** A filter of the recipient's own that sends the mail back (Sieve `reject`). */
function rejectedByRecipient({ dispositionNotification, text }: ParsedMail): Bounce | undefined {
  if (dispositionNotification === undefined) return undefined;
  const fields = headerFields(dispositionNotification.replace(/\r\n?/g, '\n'));
  const automatic = /automatic-action\s*\/\s*MDN-sent-automatically\s*;\s*(?:deleted|denied|failed)/i;
  if (!automatic.test(fields['disposition'] ?? '') || !/reject|refus|denied/i.test(text)) return undefined;
  const recipient = firstAddress(fields['original-recipient'] ?? fields['final-recipient'] ?? '');
  return { ...bounceOf(recipient, undefined, text), severity: 'soft' };
}

function structureOf(mail: ParsedMail): string | undefined {
  const text = reportWords(mail.text);
  if (mail.header('x-failed-recipients') !== undefined) return 'X-Failed-Recipients';
  if (mail.reportType === 'delivery-status' && mail.deliveryStatus === undefined) return 'report type';
  const titled = FAILURE.test(ANSWERED.test(mail.subject) || isNoteSubject(mail.subject) ? '' : mail.subject);
  const failing = titled || FAILURE.test(text);
  const isNull =
    mail.returnPath === '' || mail.from === '' || mail.from === undefined || isMailerDaemon(mail.returnPath);
  const isDaemon = DAEMON_ADDRESS.test(mail.from ?? '') || DAEMON_NAME.test(mail.fromName);
  if (isNull && failing && (isDaemon || SMTP_CODE.test(text) || mail.reportedMessage !== undefined))
    return 'null sender';
  if (isNull && titled) return 'null sender';
  if (isMailerDaemon(mail.from) && failing) return 'mailer daemon';
  if (isDaemon && SMTP_CODE.test(text)) return DAEMON_WITH_CODE;
  if (isDaemon && UNDELIVERED.test(mail.subject) && FAILURE.test(text)) return DAEMON_WITH_CODE;
  return isDaemon && mail.reportedMessage !== undefined && failing ? 'daemon with the message' : undefined;
}

/** Local parts that no person has on any system. */
const isMailerDaemon = (address: string | undefined): boolean => /^mailer-?daemon(?:@|$)/.test(address ?? '');

function unstructured(mail: ParsedMail): Bounce[] {
  const text = reportWords(mail.text);
  const ours = new Set([mail.from ?? '', ...mail.recipients]);
  const header = (mail.header('x-failed-recipients') ?? '').toLowerCase().match(ADDRESS) ?? [];
  const recipients = (header.length > 0 ? [...new Set(header)] : failedRecipients(text, ours)).slice(
    0,
    MAX_RECIPIENTS,
  );
  if (recipients.length <= 1) {
    const passage = passageAbout(text, recipients) || text;
    return [bounceOf(recipients[0], STATUS.exec(passage)?.[1] ?? STATUS.exec(text)?.[1], passage, text)];
  }
  return recipients.map((recipient) => {
    const passage = passageAbout(text, [recipient]);
    return bounceOf(recipient, STATUS.exec(passage)?.[1], passage);
  });
}

/** @param told other text of the report, for when the diagnostic is not decisive */
function bounceOf(
  recipient: string | undefined,
  status: string | undefined,
  diagnostic: string,
  told = diagnostic,
): Bounce {
  const command = commandOf(`${diagnostic}\n${told}`);
  const first = bounceSeverity(status, diagnostic, command);
  const decided = first.because === 'not said' ? bounceSeverity(status, told, command) : first;
  const short = diagnostic.replace(/\s+/g, ' ').trim().slice(0, MAX_DIAGNOSTIC);
  return { recipient, status, severity: decided.severity, reason: decided.because, diagnostic: short };
}

/**
 * The SMTP command that the server refused. In a transcript of pipelined commands, a later one may be named. An answer that
 * leaves the place of the recipient empty ("550 : User unknown") is one to the message, which has no single recipient.
 */
function commandOf(text: string): 'RCPT' | 'DATA' | undefined {
  if (/>>> ?RCPT|reply to RCPT|after RCPT|our RCPT|Need RCPT/i.test(text)) return 'RCPT';
  if (/^\W*5\d\d:?\s{1,3}:\s/m.test(text)) return 'DATA';
  // All recipients had been refused before; with a status of policy (5.7) the words need not be meant.
  if (/no valid recipients/i.test(text)) return /^<<< 5\d\d[ -]5\.7\./m.test(text) ? 'DATA' : 'RCPT';
  return />>> ?DATA|reply to (?:the )?(?:end of )?(?:DATA|message)|after (?:the )?(?:end of )?(?:DATA|message)|our DATA/i.test(
    text,
  )
    ? 'DATA'
    : undefined;
}

function reportedHeaders(mail: ParsedMail): ReportedHeaders | undefined {
  const fields = reportedFields(mail);
  if (fields === undefined) return undefined;
  const to = fields['to']?.slice(0, 4_000).toLowerCase().match(ADDRESS) ?? [];
  return { messageId: reportedId(fields), to };
}

/** The header of the message that a report is about; undefined when the report does not hold it. */
export const reportedFields = ({ reportedMessage }: ParsedMail): Fields | undefined =>
  reportedMessage === undefined
    ? undefined
    : headerFields(reportedMessage.replace(/\r\n?/g, '\n').trimStart().split('\n\n')[0] ?? '');

/** Without brackets. */
export const reportedId = (fields: Fields): string | undefined =>
  fields['message-id']?.replace(/[<>\s]/g, '').slice(0, 300);

const firstAddress = (text: string): string | undefined => text.match(ADDRESS)?.[0].toLowerCase();
