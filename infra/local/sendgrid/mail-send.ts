import * as z from 'zod';

const address = z.object({ email: z.string(), name: z.string().optional() });
const texts = z.record(z.string(), z.string());
const personalization = z.object({
  to: z.array(address).min(1),
  subject: z.string().optional(),
  headers: texts.default({}),
  custom_args: texts.default({}),
  substitutions: texts.default({}),
});
const content = z.object({ type: z.string(), value: z.string().min(1) });
const attachment = z.object({
  content: z.base64().min(1),
  type: z.string().min(1).optional(),
  filename: z.string().min(1),
  disposition: z.enum(['inline', 'attachment']).default('attachment'),
});
/** The parts of `POST /v3/mail/send` that a sender of single mails uses. */
const request = z.object({
  personalizations: z.array(personalization).min(1).max(1000),
  from: address,
  reply_to: address.optional(),
  subject: z.string().optional(),
  content: z.array(content).min(1),
  attachments: z.array(attachment).default([]),
  mail_settings: z.object({ sandbox_mode: z.object({ enable: z.boolean() }).optional() }).optional(),
});

export interface Fault {
  readonly message: string;
  readonly field: string;
}

/** One mail of a request, as one person gets it. */
export interface PersonalMail {
  readonly to: string;
  readonly from: z.infer<typeof address>;
  readonly replyTo: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly args: Readonly<Record<string, string>>;
  /** What is beside text and HTML, for programs that read it: the type says which. */
  readonly alternatives: readonly z.infer<typeof content>[];
  readonly attachments: readonly z.infer<typeof attachment>[];
}

const ADDRESS = /^[^\s@<>(),;:"[\]]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}$/;
const LARGEST_SUBSTITUTIONS = 10_000;
/** In this order, before all others. */
const FIRST = ['text/plain', 'text/html'];
/** A type has no parameters but this one, and an attachment's has none. */
const CALENDAR = /^text\/calendar; ?method=[A-Z]+$/;
const PARAMETERS = /[;\r\n]/;
/** SendGrid writes these itself. */
const RESERVED =
  /^(?:x-sg-id|x-sg-eid|received|dkim-signature|content-type|content-transfer-encoding|to|from|subject|reply-to|cc|bcc)$/i;

const placeOf = (type: string): number => (FIRST.includes(type) ? FIRST.indexOf(type) : FIRST.length);

/** The mails of a request, or what is wrong with it: then none of them is taken. */
export function readMailSend(
  body: unknown,
): { readonly faults: Fault[] } | { readonly faults: undefined; sandbox: boolean; mails: PersonalMail[] } {
  const parsed = request.safeParse(body);
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map(({ path, message }) => ({
        message,
        field: path.map(String).join('.'),
      })),
    };
  }
  const { personalizations, from, reply_to, subject, content, attachments, mail_settings } = parsed.data;
  const faults: Fault[] = [];
  const fault = (field: string, message: string): void => void faults.push({ message, field });
  const check = (email: string, field: string): void => {
    if (!ADDRESS.test(email)) fault(field, 'Does not contain a valid address.');
  };
  check(from.email, 'from.email');
  if (reply_to) check(reply_to.email, 'reply_to.email');
  for (const [n, each] of personalizations.entries()) {
    for (const [m, { email }] of each.to.entries()) check(email, `personalizations.${n}.to.${m}.email`);
    if (!(each.subject ?? subject)) fault(`personalizations.${n}.subject`, 'The subject is required.');
    if (Buffer.byteLength(JSON.stringify(each.substitutions)) > LARGEST_SUBSTITUTIONS)
      fault(`personalizations.${n}.substitutions`, 'Substitutions may not exceed 10000 bytes.');
    const reserved = Object.keys(each.headers).find((name) => RESERVED.test(name));
    if (reserved) fault(`personalizations.${n}.headers`, `The header ${reserved} is reserved.`);
  }
  for (const [n, { type }] of content.entries()) {
    if (PARAMETERS.test(type) && !CALENDAR.test(type))
      fault(`content.${n}.type`, "The content type cannot contain ';', or CRLF characters.");
    if (content.slice(0, n).some((before) => placeOf(before.type) > placeOf(type)))
      fault('content', 'The content must be ordered text/plain, text/html, others.');
  }
  for (const [n, { type = '' }] of attachments.entries())
    if (PARAMETERS.test(type))
      fault(`attachments.${n}.type`, "The attachment type cannot contain ';', or CRLF characters.");
  if (faults.length > 0) return { faults };
  const contentOf = (type: string): string => content.find((each) => each.type === type)?.value ?? '';
  return {
    faults: undefined,
    sandbox: mail_settings?.sandbox_mode?.enable === true,
    mails: personalizations.flatMap(({ to, substitutions, headers, custom_args, ...own }) => {
      const fill = (template: string): string =>
        Object.entries(substitutions).reduce(
          (filled, [tag, value]) => filled.replaceAll(tag, () => value),
          template,
        );
      return to.map(({ email }) => ({
        to: email,
        from,
        replyTo: reply_to && fill(reply_to.email),
        subject: fill(own.subject ?? subject ?? ''),
        text: fill(contentOf('text/plain')),
        html: fill(contentOf('text/html')),
        headers,
        args: custom_args,
        alternatives: content.filter(({ type }) => !FIRST.includes(type)),
        attachments,
      }));
    }),
  };
}
