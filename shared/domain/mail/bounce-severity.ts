/** `hard`: the address does not exist or never takes mail. `soft`: it may be reached another time or another way. */
export type BounceSeverity = 'hard' | 'soft';

export interface SeverityVerdict {
  readonly severity: BounceSeverity;
  readonly because: string;
}

interface Rule {
  readonly severity: BounceSeverity;
  readonly because: string;
  readonly pattern: RegExp;
}

/**
 * What servers say, first match wins. Words come before numbers: many servers answer 550 5.1.1 when a mailbox is
 * full and 5.7.1 when there is no user. Refusals of the sender come first, because they quote the recipient too.
 */
const RULES: readonly Rule[] = [
  {
    severity: 'hard',
    because: 'no such user, in Microsoft words',
    pattern:
      /recipient address rejected: access denied|requested action not taken: mailbox unavailable|recipient ?not ?found/i,
  },
  {
    severity: 'soft',
    because: 'mailbox full',
    pattern:
      /(?:mail ?box|mailfolder|inbox|account|user|recipient|disk|quota)[^.\n]{0,40}(?:is |was |has )?(?:full|over ?quota|exceed|out of space)|over ?quota|quota[- ]exceeded|exceed(?:ed|s|ing)? (?:the |its |storage |disk |mailbox |mail )*(?:quota|allocation|limit|size)|not enough (?:disk|storage|space)|insufficient (?:disk|system storage)|storage[- ]exceeded|no space left/i,
  },
  {
    severity: 'soft',
    because: 'refused for the sender or the content',
    pattern:
      /\bspam\b|spamhaus|black ?list|block ?list|\bdnsbl\b|\brbl\b|\bblocked\b|reputation|\bSPF\b|\bDKIM\b|\bDMARC\b|reverse dns|\bPTR\b|sender (?:address )?(?:rejected|denied|verify failed)|sender domain|domain of sender|sender['’]?s? (?:e-?mail )?address|\b5\.1\.[78]\b|relay(?:ing)? (?:access )?(?:denied|not permitted|not allowed)|we do not relay|unable to relay|virus|policy|unsolicited|authenticat|access denied|too (?:large|big)|message size|size limit|message (?:content )?rejected|content (?:rejected|restriction)|not RFC/i,
  },
  {
    severity: 'soft',
    because: 'later',
    pattern:
      /grey-?list|gray-?list|try(?:ing)? again|try later|temporar|timed? ?out|too many|rate limit|throttl|deferred|connection (?:refused|reset|lost|dropped)|could not be delivered for|retry time(?:out)?|delivery time expired|loop/i,
  },
  {
    severity: 'hard',
    because: 'no such user',
    pattern:
      /(?:user|recipient|mailbox|account|address|addressee|alias|destinataire|mail drop)[^.\n]{0,40}\b(?:unknown|not found|not exist|n't exist|invalid|not valid|unavailable in|not listed|not local|couldn'?t be found|isn'?t known)|(?:unknown|no such|invalid|nonexist\w*|bad destination|not a known|not a valid|no) (?:local )?(?:user|recipient|mailbox|account|address|alias|person|addressee|mail drop)|does(?:n't| not) (?:exist|have an? [\w. ]*account)|RESOLVER\.ADR\.\w*RecipN\w*|recip(?:ient)?notfound|not our customer|user (?:doesn't|does not) have|no mailbox (?:here|by that name)|unrouteable address|undeliverable address/i,
  },
  {
    severity: 'hard',
    because: 'no such host',
    pattern:
      /(?:host|domain|name server|dns)[^.\n]{0,60}(?:unknown|not found|does(?:n't| not) exist|NXDOMAIN|no such|non-?existent)|(?:unknown|no such|bad|invalid) (?:host|domain)|NXDOMAIN|couldn'?t find any host|unrouteable mail domain|host or domain name not found|no valid (?:mx|hosts)|null ?mx|does(?:n't| not) accept (?:any )?(?:mail|email)\b|do not accept (?:any )?(?:mail|email)\b/i,
  },
  {
    severity: 'hard',
    because: 'has moved',
    pattern:
      /has moved|(?:address|mailbox) (?:has )?changed|no longer (?:valid|in use|works|employed|with)|please forward to|try <\S+>/i,
  },
  {
    severity: 'soft',
    because: 'mailbox disabled',
    pattern: /disabled|suspended|inactive|not active|deactivated/i,
  },
];

/** RFC 3463 codes that say the same without words. */
const HARD_STATUS = /^5\.(?:1\.(?:0|1|2|3|6|10)|4\.4)$/;

/** Judges one failed recipient by what the server said and by its enhanced status code. */
export function bounceSeverity(status: string | undefined, diagnostic: string): SeverityVerdict {
  if (status?.startsWith('4.')) return { severity: 'soft', because: `status ${status}` };
  const rule = RULES.find((each) => each.pattern.test(diagnostic));
  if (rule) return { severity: rule.severity, because: rule.because };
  const hard = status !== undefined && HARD_STATUS.test(status);
  return {
    severity: hard ? 'hard' : 'soft',
    because: status === undefined ? 'no reason given' : `status ${status}`,
  };
}
