import { type BounceSeverity, bounceSeverity } from './bounce-severity.ts';
import type { ParsedMail } from './parsed-mail.ts';

export interface Bounce {
  /** Lower case. Undefined when the report does not name anybody. */
  readonly recipient?: string;
  /** Enhanced status code (RFC 3463). */
  readonly status?: string;
  readonly severity: BounceSeverity;
  /** What the server said, at most 500 characters. */
  readonly diagnostic: string;
}

export interface BounceReport {
  readonly bounces: readonly Bounce[];
  readonly evidence: string;
}

const MAX_RECIPIENTS = 50;
const MAX_DIAGNOSTIC = 500;

const FROM_DAEMON =
  /mailer-?daemon|^postmaster@|^mail-?delivery|^bounce|^mds@|^mailmaster@|^delivery@|no-?reply@.*(?:mailer|bounce)/i;
const DAEMON_NAME =
  /mail(?:er)?[- ]?(?:delivery|administrator|daemon|system)|delivery (?:sub)?system|postmaster/i;
const SUBJECT =
  /undeliver|(?:delivery|mail) (?:status|failure|failed|error|has failed|problem)|returned (?:e?-?mail|to sender)|failure (?:notice|delivery)|(?:non|not?)[- ]?deliver|could ?n.?t be delivered|cannot be delivered|mail(?: system)? error|delivery (?:notification|report|unsuccessful)|unzustellbar|nicht zugestellt|non remis|échec de la remise|no entregado|não entregue|mancato recapito|warning: message|rejected(?:: | mail)|address not found|message status - undeliverable|永久|失敗|エラー/i;
const BODY =
  /could ?n.?t be delivered|could not be delivered|was ?n.?t able to deliver|unable to deliver|undeliver|not delivered|delivery (?:to the following|has failed|failed|error)|permanent(?: fatal)? error|returned to (?:the )?sender|user unknown|unknown user|failed to deliver|did not reach|cannot be delivered|delivery failure|had (?:permanent fatal|transient non-fatal) errors|following address(?:es)? (?:failed|had)|SMTP error|has been (?:rejected|blocked)|was rejected|配信|送信できません/i;
/** Where a report ends and the message that it is about begins. */
const ORIGINAL_STARTS =
  /^[->* ]{2,80}.{0,200}(?:copy of (?:the|your) message|original message|returned message|below this line|forwarded message|unsent message|message header|headers? follow)|^(?:original message headers|received: from|return-path:|message header:|the following is a copy)/im;
const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g;
const FAILURE_CODE = /\b[45]\d\d[ -]|\b[45]\.\d{1,2}\.\d{1,3}\b/;
const STATUS = /\b([245]\.\d{1,2}\.\d{1,3})\b/;

/** The failed recipients that a mail reports; undefined when it is no bounce. */
export function readBounce(mail: ParsedMail): BounceReport | undefined {
  const standard = mail.deliveryStatus === undefined ? [] : recipientFields(mail.deliveryStatus);
  if (standard.length > 0) {
    const failed = standard.filter(
      (fields) => !/^(?:deliver|relayed|expanded|delayed)/i.test(fields['action'] ?? ''),
    );
    if (failed.length === 0) return undefined;
    const explanation = beforeOriginal(mail.text);
    return {
      bounces: failed.slice(0, MAX_RECIPIENTS).map((fields) => standardBounce(fields, explanation)),
      evidence: 'message/delivery-status',
    };
  }
  return unstructuredBounce(mail);
}

/** Whether a delivery report tells of success or of a delay only. */
export function isDeliveryReceipt(mail: ParsedMail): boolean {
  return mail.deliveryStatus !== undefined && readBounce(mail) === undefined;
}

/** Fields per recipient of a `message/delivery-status` (RFC 3464): one block each, after the one of the message. */
function recipientFields(content: string): Record<string, string>[] {
  return content
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map(headerFields)
    .filter((fields) => 'final-recipient' in fields || 'original-recipient' in fields);
}

/** `name: value` lines, folded ones joined, names in lower case; the first of a name counts. */
export function headerFields(block: string): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  for (const line of block
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .slice(0, 200)) {
    const [, name, value] = /^([\w-]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields[name.toLowerCase()] ??= value.trim();
  }
  return fields;
}

function standardBounce(fields: Record<string, string>, explanation: string): Bounce {
  const named =
    fields['original-recipient'] ?? fields['final-recipient'] ?? fields['x-actual-recipient'] ?? '';
  const diagnostic = (fields['diagnostic-code'] ?? '').replace(/^(?:smtp|x-[\w-]+)\s*;\s*/i, '');
  // A status such as 5.0.0 says nothing; the server's own words often carry a better one.
  const given = STATUS.exec(fields['status'] ?? '')?.[1];
  const spoken = STATUS.exec(diagnostic)?.[1];
  const status = given === undefined || /\.0\.0$/.test(given) ? (spoken ?? given) : given;
  return bounceOf(firstAddress(named), status, diagnostic === '' ? explanation : diagnostic);
}

function unstructuredBounce(mail: ParsedMail): BounceReport | undefined {
  const text = beforeOriginal(mail.text);
  const failedHeader = mail.header('x-failed-recipients');
  const daemon = FROM_DAEMON.test(mail.from ?? '') || DAEMON_NAME.test(mail.fromName);
  const subject = SUBJECT.test(mail.subject);
  const body = BODY.test(text);
  const signs = [
    failedHeader !== undefined && 'X-Failed-Recipients',
    daemon && 'sender',
    mail.returnPath === '' && 'empty Return-Path',
    subject && 'subject',
    body && 'text',
    mail.reportType === 'delivery-status' && 'report type',
  ].filter((sign) => sign !== false);
  const enough = failedHeader !== undefined || (daemon && (subject || body)) || (subject && body);
  if (!enough && !(mail.reportType === 'delivery-status') && !(mail.returnPath === '' && body))
    return undefined;
  const status = STATUS.exec(text)?.[1];
  const named = (failedHeader ?? '').toLowerCase().match(ADDRESS)?.slice(0, MAX_RECIPIENTS) ?? [];
  const told = passagesOf(text, new Set([mail.from ?? '', ...mail.recipients]));
  const recipients = named.length > 0 ? named : failedOnes(told);
  const bounces = recipients.map((recipient) => {
    const passage = told.get(recipient) ?? '';
    const speaks = recipients.length > 1 && FAILURE_CODE.test(passage);
    return speaks
      ? bounceOf(recipient, STATUS.exec(passage)?.[1], passage)
      : bounceOf(recipient, status, text);
  });
  return {
    bounces: bounces.length > 0 ? bounces : [bounceOf(undefined, status, text)],
    evidence: signs.join(', '),
  };
}

/** What the text says after each address in it, up to the next address. */
function passagesOf(text: string, ours: ReadonlySet<string>): Map<string, string> {
  const passages = new Map<string, string>();
  const hits = [...text.matchAll(ADDRESS)].slice(0, 500);
  hits.forEach((hit, i) => {
    const address = hit[0].toLowerCase();
    if (ours.has(address) || FROM_DAEMON.test(address)) return;
    const passage = text.slice(hit.index, hits[i + 1]?.index ?? text.length);
    passages.set(address, `${passages.get(address) ?? ''}${passage}\n`);
  });
  return passages;
}

/** Those followed by a failure; the first one named when none is. */
function failedOnes(passages: ReadonlyMap<string, string>): string[] {
  const failed = [...passages]
    .filter(([, passage]) => FAILURE_CODE.test(passage))
    .map(([address]) => address);
  return (failed.length > 0 ? failed : [...passages.keys()].slice(0, 1)).slice(0, MAX_RECIPIENTS);
}

function bounceOf(recipient: string | undefined, status: string | undefined, diagnostic: string): Bounce {
  const { severity } = bounceSeverity(status, diagnostic.slice(0, 4_000));
  const short = diagnostic.replace(/\s+/g, ' ').trim().slice(0, MAX_DIAGNOSTIC);
  return { recipient, status, severity, diagnostic: short };
}

function beforeOriginal(text: string): string {
  const at = text.slice(0, 20_000).search(ORIGINAL_STARTS);
  return (at > 0 ? text.slice(0, at) : text).slice(0, 8_000);
}

const firstAddress = (text: string): string | undefined => text.match(ADDRESS)?.[0]?.toLowerCase();
