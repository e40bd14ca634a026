import { asciiAddress, headersBeside, INVITATION_FILE } from '../../../mail/domain/compose.ts';
import type { OutgoingMail } from '../../app/ports/sending.ts';

/** One request takes so many personalizations. */
export const LARGEST_BATCH = 1000;
/** Bytes that the substitutions of one personalization may have. */
const LARGEST_SUBSTITUTIONS = 10_000;

/** In whose places SendGrid puts what is one person's own. A mail whose text holds one anyway goes by itself. */
const TEXT = '-rex6f1dText-';
const HTML = '-rex6f1dHtml-';
const REPLY = '-rex6f1dReply-';
const TAG = /-rex6f1d/;

const htmlOf = ({ parts: { html } }: OutgoingMail): string =>
  html.replaceAll(/\sses:no-track(?:="[^"]*")?/g, ' clicktracking="off"');

/** `reply+TOKEN@domain`; undefined for an address of another form. */
function replyParts({ parts }: OutgoingMail): { base: string; token: string; domain: string } | undefined {
  const [, base = '', token = '', domain = ''] = /^([^+@]+)\+([^@]+)@(.+)$/.exec(parts.replyTo ?? '') ?? [];
  return domain === '' ? undefined : { base, token, domain };
}

const substitutionsOf = (mail: OutgoingMail): Record<string, string> => ({
  [TEXT]: mail.parts.text,
  [HTML]: htmlOf(mail),
  [REPLY]: replyParts(mail)?.token ?? '',
});

/**
 * What mails have to share to go in one request; undefined for a mail that goes by itself, as every answer of a member does: what
 * is refused then is this answer alone, and an invitation is for one person. Sender and the domain of the
 * reply address stand once in a request. Texts and the token of the reply address are substituted for each person, and
 * what is substituted has a limit.
 */
export function batchKey(mail: OutgoingMail): string | undefined {
  if (mail.tags['answer'] !== undefined || mail.parts.calendar) return undefined;
  const reply = replyParts(mail);
  const substitutions = substitutionsOf(mail);
  const written = [mail.parts.subject, ...Object.values(substitutions)].some((text) => TAG.test(text));
  const size = Buffer.byteLength(JSON.stringify(substitutions));
  if (!reply || written || size > LARGEST_SUBSTITUTIONS) return undefined;
  return JSON.stringify([mail.tags['workspace'], mail.parts.from, reply.base, reply.domain, mail.tracked]);
}

/**
 * The body of `POST /v3/mail/send` for mails that share what they must: one personalization for each person, who sees
 * nobody else. `custom_args` come back with every event: ids, never an address.
 */
export function mailSendBody(mails: readonly OutgoingMail[], sandbox: boolean): object {
  const [first] = mails;
  if (!first) throw new Error('A request without a mail.');
  const together = mails.length > 1;
  const { tracked = true } = first;
  const { from, replyTo = from.address, text, calendar } = first.parts;
  const reply = replyParts(first);
  return {
    personalizations: mails.map((mail) => ({
      to: [{ email: asciiAddress(mail.parts.to, 'to') }],
      subject: mail.parts.subject,
      headers: headersBeside(mail.parts),
      custom_args: { ...mail.tags },
      ...(together ? { substitutions: substitutionsOf(mail) } : {}),
    })),
    from: { email: asciiAddress(from.address, 'from'), ...(from.name ? { name: from.name } : {}) },
    reply_to: {
      email: asciiAddress(together && reply ? `${reply.base}+${REPLY}@${reply.domain}` : replyTo, 'replyTo'),
    },
    content: [
      { type: 'text/plain', value: together ? TEXT : text },
      { type: 'text/html', value: together ? HTML : htmlOf(first) },
      // SendGrid adds the charset, and takes no parameter but this one.
      ...(calendar ? [{ type: `text/calendar; method=${calendar.method}`, value: calendar.content }] : []),
    ],
    ...(calendar
      ? {
          attachments: [
            {
              content: Buffer.from(calendar.content).toString('base64'),
              // A type with a parameter is refused here.
              type: 'application/ics',
              filename: INVITATION_FILE,
              disposition: 'attachment',
            },
          ],
        }
      : {}),
    ...(sandbox ? { mail_settings: { sandbox_mode: { enable: true } } } : {}),
    tracking_settings: {
      click_tracking: { enable: tracked, enable_text: false },
      open_tracking: { enable: tracked },
      // Our own way out is in the message and in its headers.
      subscription_tracking: { enable: false },
    },
  };
}
