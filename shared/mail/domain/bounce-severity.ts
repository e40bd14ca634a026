import { ADDRESSEE, DISABLED, FULL, HOST, JOINED_FULL, JOINED_MISSING, MISSING } from './bounce-words.ts';
import { fold } from './fold.ts';

/** `hard`: the address does not exist or never accepts mail. `soft`: it may be reached another time or another way. */
export type BounceSeverity = 'hard' | 'soft';

const SEVERITIES = {
  'no such user': 'hard',
  'no such host': 'hard',
  'takes no mail': 'hard',
  'has moved': 'hard',
  'mailbox full': 'soft',
  'mailbox disabled': 'soft',
  'refused for the sender or the content': 'soft',
  'too large': 'soft',
  'accepted, and refused with the message': 'soft',
  later: 'soft',
  'not said': 'soft',
} as const satisfies Record<string, BounceSeverity>;

/** Why a message was not delivered. Stable: failures of one reason are counted. */
export type BounceReason = keyof typeof SEVERITIES;

export interface SeverityVerdict {
  readonly severity: BounceSeverity;
  readonly because: BounceReason;
}

type Rule = readonly [BounceReason, RegExp];

const words = (source: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'u');
/** A noun and a statement about it, in either order. */
const said = (noun: string, predicate: string, gap: number): string =>
  `(?:${noun})(?![\\p{L}\\p{N}])[^\\n]{0,${gap}}(?<![\\p{L}\\p{N}])(?:${predicate})|(?:${predicate})(?![\\p{L}\\p{N}])[^.\\n]{0,30}(?<![\\p{L}\\p{N}])(?:${noun})`;

/** Statements about the sender. They often name the recipient too, so they are matched before those about the address. */
const REFUSED: Rule = [
  'refused for the sender or the content',
  words(
    '(?:black|block|deny|grey|gray)[- ]?list\\p{L}*|blocked (?:by|using|for|due|because|from|-)|(?:ip|client|host|domain|network|address|messages?|mail|sender|connection) (?:\\p{L}+ ){0,3}(?:is |was |been |has )?blocked|^\\D{0,4}\\d{3}[ -](?:\\d\\.\\d\\.\\d )?blocked|spamhaus|barracuda|spamcop|sorbs|dnsbl|rbl|reputation|spf|dkim|dmarc|sender id|reverse dns|ptr|rdns|(?:sender|return[- ]path|mail from|envelope from|from address|helo|ehlo|originat\\p{L}*) (?:\\p{L}+ ){0,5}(?:reject\\p{L}*|denied|refused|verify|verification|unknown|invalid|not (?:found|exist|allowed|valid|accepted)|does ?n.?t exist|must|prohibited|restricted|blocked|policy)|domain of sender|sender.{0,3}s? (?:e-?mail )?(?:address|domain)|unauthenticated|authentication (?:required|failed)|not authenticated|must authenticate|authrequired|relay\\p{L}* (?:access |mail )?(?:\\p{L}+ ){0,2}(?:denied|not|prohibited|refused|disallowed)|(?:not|unable|no|dont|do not|cannot|configured) (?:\\p{L}+ ){0,3}relay\\p{L}*|rcpthosts|mail relay|not accepting connections from|client host rejected|virus|malware|spam|unsolicited|ube|uce|bulk mail|content (?:\\p{L}+ ){0,2}(?:rejected|restriction|not|policy|denied|filter\\p{L}*)|message (?:\\p{L}+ ){0,2}(?:rejected|refused|blocked|not allowed|detected)|suspicious|too many (?:recipients|addresses)|not rfc|rfc ?\\d{4}|duplicate header|may not follow|headers? (?:too|missing|invalid|are|is)|multiple \\p{L}+ in from|invalid ip|starttls|tls required|encryption required|bad dns|multiple addresses|8-bit|attachments? (?:\\p{L}+ ){0,2}(?:blocked|rejected|not)|executable',
  ),
];

const TOO_LARGE: Rule = [
  'too large',
  words(
    '(?:message|mail|e-?mail|size|length|attachment|nachricht|taille)[^\\n]{0,50}(?:too (?:large|big|long)|exceed\\p{L}*[^\\n]{0,40}(?:limit|maximum|size|allowed)|zu gross)|(?:too (?:large|big) (?:message|mail|e-?mail))|max\\p{L}* message size',
  ),
];

const SENDING_QUOTA =
  /(?:sending|daily|hourly|message receive|rate) (?:quota|limit)|too (?:quickly|fast)|receive limit/u;

const MAILBOX_FULL: Rule = [
  'mailbox full',
  words(
    `${said(`${ADDRESSEE}|mail ?folder|disk|quota|storage|speicher\\p{L}*|quote|cuota|kvot\\p{L}*|kiintio|limit\\p{L}*`, FULL, 70)}|over ?quota|quota[- _]?exceeded\\p{L}*|quotaexceeded\\p{L}*|\\p{L}*quotaexceed\\p{L}*|not enough (?:disk|storage|space|room)|insufficient (?:disk|storage|space|system storage|room)|storage[- ]exceeded|no space left|${JOINED_FULL}`,
  ),
];

/** Statements about the address itself. None of them outweighs a certain status. */
const OF_THE_ADDRESS: readonly Rule[] = [
  [
    'later',
    words(
      'temporar\\p{L}*|not found, try again|vorubergehend\\p{L}*|temporairement|temporalmente|temporaneamente|temporariamente|tijdelijk|tillfallig\\p{L}*|midlertidig\\p{L}*|tymczasow\\p{L}*|docasn\\p{L}*|временн\\p{L}*|тимчасов\\p{L}*|gecici|ideiglenes\\p{L}*|greylist\\p{L}*|graylist\\p{L}*|deferred',
    ),
  ],
  ['mailbox disabled', words(said(`${ADDRESSEE}|this`, DISABLED, 60))],
  [
    'takes no mail',
    words(
      'null ?mx|(?:does not|doesnt|do not|dont|will not|wont|no longer) (?:accept|receive) (?:any )?(?:e-?mails?|mails?|messages?)|not accepting (?:network )?(?:mail|messages)|indicat\\p{L}+ no smtp service|no smtp service (?:here|for)|accepts no mail|keine (?:e-?)?mails? (?:an|entgegen)|5[25][16] (?:\\d\\.\\d+\\.\\d+ )?[^\\n]{0,80}(?:accept|mail)',
    ),
  ],
  [
    'no such host',
    words(
      `${said(HOST, `${MISSING}|nxdomain`, 70)}|nxdomain|no mx(?: record)?s?|name or service not known|all relevant mx records point to non-?existent hosts|no (?:valid )?(?:mx|hosts)|unrouteable mail domain`,
    ),
  ],
  [
    'no such user',
    words(
      `${said(ADDRESSEE, MISSING, 70)}|(?:unknown|no|no such|invalid) (?:local |such |valid |mail )*(?:${ADDRESSEE}|one|name)|resolver\\.adr\\.\\p{L}*recip\\p{L}*|recip\\p{L}*notfound|not our customer|requested (?:mail )?action not taken|mailbox name (?:is )?not (?:allowed|permitted)|name (?:is )?not recogni[sz]ed|(?:please )?check (?:if |that )?(?:the |your )?(?:recipient.?s? )?(?:e-?mail )?address|recipient address rejected[\\s.:]*$|user (?:has )?(?:been )?deleted|${JOINED_MISSING}`,
    ),
  ],
  [
    'has moved',
    words(
      '(?:has|have) moved|moved (?:to|away)|(?:address|mailbox) (?:has )?changed|(?:no longer|not) (?:works?|employed|with|at|in use|work|working)|has left|new (?:e-?mail )?address|try <|forward\\p{L}* (?:to|it)|nicht mehr (?:bei|im|fur)|ne travaille plus|ya no trabaja|non lavora piu',
    ),
  ],
  ['mailbox disabled', words(DISABLED)],
];

const LATER: Rule = [
  'later',
  words(
    'service (?:is )?(?:currently |temporarily )?(?:unavailable|not available)|try(?:ing)? (?:again|later)|tim(?:ed?|e)[- ]?out|too many|rate limit\\p{L}*|throttl\\p{L}*|connection (?:refused|reset|lost|dropped|closed)|network is|no route|unreachable|could not be delivered for|retry time\\p{L}*|delivery time expired|expired|loop\\p{L}*|hops|busy|later',
  ),
];
const WEAKLY_REFUSED: Rule = [
  'refused for the sender or the content',
  words(
    'polic\\p{L}*|access denied|denied|not allowed|not permitted|prohibited|refused|rejected|not accepted|unwanted|transaction failed',
  ),
];

/** Enhanced status codes (RFC 3463) with a certain meaning. */
const STATUS_REASONS: readonly Rule[] = [
  ['no such user', /^5\.1\.(?:1|3)$/],
  ['no such host', /^5\.(?:1\.2|4\.310)$/],
  ['has moved', /^5\.1\.6$/],
  ['takes no mail', /^5\.1\.10$/],
  ['refused for the sender or the content', /^5\.1\.[789]$/],
  ['mailbox full', /^5\.2\.2$/],
  ['too large', /^5\.(?:2\.3|3\.4)$/],
  ['later', /^5\.(?:4\.[567]|2\.12[12])$/],
  ['refused for the sender or the content', /^5\.6\.\d+$/],
  ['refused for the sender or the content', /^5\.7\.(?:[2-9]|\d\d+)$/],
];
/** Status codes that decide unless the words say otherwise. */
const STATUS_HINTS: readonly Rule[] = [
  ['no such host', /^5\.4\.4$/],
  ['no such user', /^5\.1\.0$/],
  ['mailbox disabled', /^5\.2\.1$/],
  ['refused for the sender or the content', /^5\.7\.[01]$/],
];

/**
 * Judges one failed recipient by its enhanced status code, or by the server's words when the code is not certain.
 * @param command `DATA` when the message was refused after its recipient had been accepted: then statements about the user
 * are about the message
 */
export function bounceSeverity(
  status: string | undefined,
  diagnostic: string,
  command?: 'RCPT' | 'DATA',
): SeverityVerdict {
  const text = spoken(diagnostic);
  const isTemporary = status?.startsWith('4.') || (status === undefined && /^\D{0,6}4\d\d[ -]/u.test(text));
  const reason = isTemporary ? temporaryReason(text) : permanentReason(status ?? '', text, command);
  return { severity: SEVERITIES[reason], because: reason };
}

function permanentReason(status: string, text: string, command: 'RCPT' | 'DATA' | undefined): BounceReason {
  const certain = first(STATUS_REASONS, status);
  if (certain && SEVERITIES[certain] === 'soft') return certain;
  const ofUs = first([TOO_LARGE, MAILBOX_FULL, REFUSED], text);
  if (ofUs === 'mailbox full' && SENDING_QUOTA.test(text)) return 'later';
  // Servers also use 5.1.1 for full mailboxes and for blocked senders; against other words the status decides.
  if (ofUs !== undefined) return MICROSOFTS_UNKNOWN.test(text) ? 'no such user' : ofUs;
  if (certain !== undefined) return certain;
  const found = first(OF_THE_ADDRESS, text);
  if (found === 'no such user' && command === 'DATA') return 'accepted, and refused with the message';
  // The status is about the mail system, so the words are not to be trusted: some servers answer unwanted mail like that.
  if (found === 'no such user' && /^5\.3\./.test(status) && command !== 'RCPT')
    return 'accepted, and refused with the message';
  // The status says that the mailbox is disabled; words outweigh it only in the answer to RCPT.
  if (found === 'no such user' && status === '5.2.1' && command !== 'RCPT') return 'mailbox disabled';
  if (MICROSOFTS_UNKNOWN.test(text)) return 'no such user';
  return found ?? first(STATUS_HINTS, status) ?? first([LATER, WEAKLY_REFUSED], text) ?? 'not said';
}

/** The reason of a temporary failure: `later`, unless the words name another one. */
function temporaryReason(text: string): BounceReason {
  const found = first([TOO_LARGE, MAILBOX_FULL], text);
  return found !== undefined && !SENDING_QUOTA.test(text) ? found : 'later';
}

/** Exchange Online uses this for every unknown user. */
const MICROSOFTS_UNKNOWN = /recipient address rejected: access denied/;

const first = (rules: readonly Rule[], text: string): BounceReason | undefined =>
  rules.find(([, pattern]) => pattern.test(text))?.[0];

/** The text without addresses and links, whose names, domains and paths are no statements. */
const spoken = (diagnostic: string): string =>
  fold(diagnostic.slice(0, 4_000))
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/<[^<>\s]{0,200}>|"[^"\s@]{1,100}"@\S{1,200}|[^\s<>@]{1,200}@[^\s<>@]{1,200}/g, ' it ')
    .replaceAll("n't", 'nt')
    .replace(/\s+/g, ' ')
    .trim();
