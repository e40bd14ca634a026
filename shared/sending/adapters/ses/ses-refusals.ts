import type { Mend, SendOutcome } from '../../app/ports/sending.ts';

/** What an error of SES means: for the message alone, for later, or for a person who has to do something first. */
type Meaning = 'message' | 'later' | Mend;

const account = (todo: string): Mend => ({ scope: 'account', todo });
const domain = (todo: string): Mend => ({ scope: 'domain', todo });

const ACCESS = account(
  'The role of rex-consumers-outbound may not send: look at ses:SendRawEmail in its policy and at policies of the identity, and deploy again.',
);
const CREDENTIALS = account('AWS does not accept the credentials of the function: deploy it again.');
const PAUSED = account(
  'SES has paused sending for the account: read the reason under "Reputation metrics" in the SES console, answer AWS, and have sending enabled again.',
);
const VERIFY = domain(
  'SES does not know the sending domain: verify it (three DKIM records in DNS) in the Region of the deployment.',
);
const SANDBOX = account(
  'SES is in its sandbox, where it writes to verified addresses only: ask for production access in the SES console.',
);
const CONFIGURATION_SET = account(
  'The configuration set is missing: deploy RexMail again, which makes it, or sends would go untold of bounces.',
);
const SET_PAUSED = account('Sending is off in the configuration set "rex": turn it on in the SES console.');
const MAIL_FROM = domain(
  'The custom MAIL FROM domain has no valid MX record: mend it in DNS, or let SES fall back to its own.',
);
const QUOTA = account(
  "SES's quota of 24 hours is used up: ask for a higher one, or lower the workspace's daily budget. It comes back by itself.",
);

/** By the error's name without `Exception`, which only some clients add. */
const BY_NAME: Readonly<Record<string, Meaning>> = {
  AccessDenied: ACCESS,
  AccountSendingPaused: PAUSED,
  AccountSuspended: PAUSED,
  SendingPaused: PAUSED,
  ConfigurationSetDoesNotExist: CONFIGURATION_SET,
  ConfigurationSetSendingPaused: SET_PAUSED,
  ExpiredToken: CREDENTIALS,
  InvalidClientTokenId: CREDENTIALS,
  InvalidParameterValue: 'message',
  LimitExceeded: 'later',
  MailFromDomainNotVerified: MAIL_FROM,
  MessageRejected: 'message',
  MissingAuthenticationToken: CREDENTIALS,
  NotAuthorized: ACCESS,
  OptInRequired: account(
    'The AWS account is not signed up for SES in this Region: open the SES console there.',
  ),
  RequestExpired: 'later',
  ServiceUnavailable: 'later',
  SignatureDoesNotMatch: CREDENTIALS,
  Throttling: 'later',
  TooManyRequests: 'later',
  UnrecognizedClient: CREDENTIALS,
  ValidationError: 'message',
};

/** SES reports some errors only in the message, under another error's name. The first pattern that matches decides. */
const BY_WORDS: readonly { readonly name: string; readonly words: RegExp; readonly meaning: Meaning }[] = [
  {
    name: 'MessageRejected',
    words: /sending (?:is )?(?:paused|suspended|disabled|shut ?down)/i,
    meaning: PAUSED,
  },
  { name: 'Throttling', words: /daily (?:message|sending) quota/i, meaning: QUOTA },
  { name: 'LimitExceeded', words: /daily (?:message|sending) quota/i, meaning: QUOTA },
];

/** `... is not verified. The following identities failed the check in region US-EAST-1: a@b.test, c@d.test` */
const NOT_VERIFIED = /\bnot verified\b.*?:\s*(\S.*)$/is;

/** The part of SES's answer that decides what to do. */
export interface SesRefusal {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  /** Whom the mail was from: an identity that failed is ours or, in the sandbox, the recipient's. */
  readonly from: string;
}

/**
 * After an internal failure (500) it is unknown whether SES took the message. Every other error says that it did not; one
 * that is not in the table is for a person to look at when it is about us (4xx), and for later when SES is down (5xx).
 */
export function outcomeOfRefusal(refusal: SesRefusal): SendOutcome {
  const { status } = refusal;
  const reason = refusal.name;
  const meaning = meaningOf(refusal);
  if (meaning === 'message') return { outcome: 'refused', reason };
  if (meaning === 'later') return { outcome: 'unavailable', reason };
  if (meaning !== undefined) return { outcome: 'unavailable', reason, mend: meaning };
  if (status === 500) return { outcome: 'unknown', reason };
  if (status === undefined || status > 500 || status === 429) return { outcome: 'unavailable', reason };
  return {
    outcome: 'unavailable',
    reason,
    mend: account('Rex does not know this answer of SES: look it up, and mend what it is about.'),
  };
}

function meaningOf({ name, message, from }: SesRefusal): Meaning | undefined {
  const short = name.replace(/Exception$/, '');
  const unverified = short === 'MessageRejected' ? NOT_VERIFIED.exec(message)?.[1] : undefined;
  if (unverified !== undefined) return isOurs(unverified, from) ? VERIFY : SANDBOX;
  return BY_WORDS.find((each) => each.name === short && each.words.test(message))?.meaning ?? BY_NAME[short];
}

/** Identities are addresses, domains, or addresses with a name. */
const isOurs = (identities: string, from: string): boolean =>
  identities.toLowerCase().includes(from.slice(from.lastIndexOf('@') + 1).toLowerCase());
