import { wordsOf } from '../ui/badge.tsx';

/** Codes whose own words would not tell a person why somebody is left out, or a message is not sent. */
const WORDS: Readonly<Record<string, string>> = {
  ACTIVE: 'In touch lately',
  NOT_ACTIVE: 'Not in touch lately',
  SUPPRESSED: 'Must not be contacted',
  HELD: 'Their reply waits for a decision',
  NEVER_MAIL: 'Read by machines only',
  NO_CONSENT: 'Has not agreed to it',
  NO_CHANNEL_CONSENT: 'Has not agreed to this channel',
  ROLE_ADDRESS: 'Address of a role, such as info@',
  NO_HISTORY: 'Nothing known of them',
  LOST: 'Score too low',
  LEAD_GONE: 'Erased',
  CANARY: 'Waits for the first e-mails',
  CHANNEL_CAP: 'Limit of the channel reached',
  CONTACT_LEASE: 'Another mission writes to them',
  DAILY_BUDGET: 'Limit of the day reached',
  DOMAIN_UNHEALTHY: 'Sending domain not well',
  DRAFT_BLOCKED: 'Could not be drafted',
  FREQUENCY_CAP: 'Written to too recently',
  INBOX_CAP: 'Limit of the inbox reached',
  LIST_STOPPED: 'Too many bounces',
  MISSION_STOPPED: 'The mission has stopped',
  NO_ROUTE: 'No way to reach them',
  NOT_APPROVED: 'Not approved',
  NOT_BEFORE: 'They asked to be written to later',
  NUMBER_STOPPED: 'The number has opted out',
  QUIET_HOURS: 'Outside of sending hours',
  RISK_BUDGET: 'Too risky for today',
  STALE_EVIDENCE: 'Facts too old',
  WARMING_DOMAIN: 'Sending domain warms up',
  WARMUP_CAP: 'Limit of the warmup reached',
};

/** `NOT_BEFORE` as `They asked to be written to later`. */
export const reasonWords = (code: string): string => WORDS[code] ?? wordsOf(code);
