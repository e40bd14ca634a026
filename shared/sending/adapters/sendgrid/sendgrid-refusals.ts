import * as z from 'zod';
import type { Mend, SendOutcome } from '../../app/ports/sending.ts';

/** The part of SendGrid's answer that decides what to do. */
export interface SendgridAnswer {
  readonly status: number;
  readonly body: unknown;
  /** `X-Message-Id`. */
  readonly messageId: string | undefined;
  /** `X-RateLimit-Reset`, in seconds since 1970. */
  readonly reset: string | undefined;
}

export type Verdict =
  /** The same for all messages of the request. */
  | { readonly all: SendOutcome }
  /** None was taken, for the fault of these, by their places; the others may be sent. */
  | { readonly faulty: ReadonlyMap<number, string> }
  /** None was taken, and it is not said for whose fault: the halves may be sent apart. */
  | { readonly apart: string };

const account = (todo: string): Mend => ({ scope: 'account', todo });
const domain = (todo: string): Mend => ({ scope: 'domain', todo });

const KEY = account(
  'SendGrid does not accept the API key: put one with the permission "Mail Send" into the secret rex/sendgrid.',
);
const UNKNOWN = account('Rex does not know this answer of SendGrid: look it up, and mend what it is about.');

interface Row {
  readonly status: number;
  readonly words?: RegExp;
  readonly reason: string;
  readonly mend: Mend;
}

/** The first row that matches decides. SendGrid tells most faults apart by words only. */
const MENDS: readonly Row[] = [
  {
    status: 401,
    words: /maximum credits exceeded/i,
    reason: 'CREDITS_USED_UP',
    mend: account(
      'The credits of the plan at SendGrid are used up: buy more, or wait for the next period. The key is right.',
    ),
  },
  {
    status: 403,
    words: /(?:verified )?sender identity/i,
    reason: 'SENDER_NOT_VERIFIED',
    mend: domain('SendGrid does not know the sending domain: authenticate it under "Sender Authentication".'),
  },
  {
    status: 403,
    words: /\bip\b|location/i,
    reason: 'ADDRESS_NOT_ALLOWED',
    mend: account(
      '"IP Access Management" of the account lets only some addresses in: turn it off, or add ours.',
    ),
  },
  { status: 401, reason: 'KEY_REFUSED', mend: KEY },
  { status: 403, reason: 'KEY_MAY_NOT_SEND', mend: KEY },
];

const errorsSchema = z.object({
  errors: z.array(z.object({ message: z.string().nullish(), field: z.string().nullish() })),
});
const PERSONAL = /^personalizations[.[](\d+)/;
const OF_THE_SENDER = /^from(?:\.|$)/;
const HOUR_MS = 3_600_000;

/**
 * What an answer of `POST /v3/mail/send` means. A request is taken whole or not at all: one bad personalization refuses all
 * of them. After a 5xx nobody knows; the event webhook settles it, for each event carries our own ids.
 * @param size messages in the request
 */
export function verdictOf(answer: SendgridAnswer, size: number, now: Date): Verdict {
  const { status } = answer;
  if (status === 202 || status === 200) return { all: taken(answer) };
  const reason = `SENDGRID_${status}`;
  if (status >= 500) return { all: { outcome: 'unknown', reason } };
  if (status === 429) return { all: { outcome: 'unavailable', reason, ...comesBack(answer.reset, now) } };
  const errors = errorsOf(answer.body);
  const words = errors.map(({ message }) => message ?? '').join(' ');
  const row = MENDS.find((each) => each.status === status && (each.words?.test(words) ?? true));
  if (row) return { all: { outcome: 'unavailable', reason: `SENDGRID_${row.reason}`, mend: row.mend } };
  if (status === 413) return size > 1 ? { apart: reason } : { all: { outcome: 'refused', reason } };
  if (status !== 400) return { all: { outcome: 'unavailable', reason, mend: UNKNOWN } };
  return ofBadRequest(errors, size);
}

function ofBadRequest(errors: ReturnType<typeof errorsOf>, size: number): Verdict {
  if (errors.some(({ field }) => OF_THE_SENDER.test(field ?? '')))
    return {
      all: {
        outcome: 'unavailable',
        reason: 'SENDGRID_SENDER_INVALID',
        mend: domain(
          'SendGrid does not accept the address that the mail is from: look at its name and its domain.',
        ),
      },
    };
  const faulty = new Map(
    errors.flatMap(({ field }): [number, string][] => {
      const place = Number(PERSONAL.exec(field ?? '')?.[1] ?? Number.NaN);
      return place < size ? [[place, `SENDGRID_400 ${String(field).replaceAll(/\d+/g, 'n')}`]] : [];
    }),
  );
  if (faulty.size > 0) return { faulty };
  const [field = ''] = errors.flatMap((each) => each.field ?? []);
  const reason = `SENDGRID_400 ${field}`.trim();
  return size > 1 ? { apart: reason } : { all: { outcome: 'refused', reason } };
}

/** In the sandbox nothing has an id. */
const taken = ({ status, messageId }: SendgridAnswer): SendOutcome =>
  messageId || status === 200
    ? { outcome: 'accepted', providerMessageId: messageId ?? 'sandbox' }
    : { outcome: 'unknown', reason: 'SendGrid answered without a message id.' };

/** Within the next hour: a clock that is wrong must not stop the mail. */
function comesBack(reset: string | undefined, now: Date): { readonly until?: string } {
  const at = Number(reset ?? Number.NaN) * 1000;
  const isSoon = at > now.getTime() && at <= now.getTime() + HOUR_MS;
  return isSoon ? { until: new Date(at).toISOString() } : {};
}

function errorsOf(body: unknown): z.infer<typeof errorsSchema>['errors'] {
  const parsed = errorsSchema.safeParse(body);
  return parsed.success ? parsed.data.errors : [];
}
