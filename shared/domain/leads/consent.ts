export const CONSENTS = ['subscribed', 'unknown', 'opted_out'] as const;
export type Consent = (typeof CONSENTS)[number];

export interface ParsedConsent {
  readonly consent: Consent;
  /** Whether the word was in the table. An unknown word is never consent. */
  readonly understood: boolean;
}

const WORDS: Readonly<Record<Consent, string>> = {
  subscribed: `subscribed subscribe optin optedin yes y true 1 consented consent granted active confirmed
ja oui si sim`,
  unknown: `unknown none na null pending unconfirmed notset undefined unbekannt`,
  opted_out: `unsubscribed unsubscribe optedout optout donotcontact donotemail donotmail dnc dne no n false 0
nomarketing nomail stop stopped removed suppressed blocked blacklisted blocklisted revoked withdrawn denied declined
refused inactive cleaned bounced hardbounce hardbounced complained complaint spam spamcomplaint notsubscribed
noconsent abgemeldet widerrufen nein desabonne desinscrit non baja dadodebaja nao`,
};

const BY_WORD = new Map(
  CONSENTS.flatMap((consent) => WORDS[consent].split(/\s+/).map((word) => [word, consent] as const)),
);

/** Reads a consent cell. Bounces and complaints in it count as an opt-out: both forbid mail. */
export function parseConsent(raw: string): ParsedConsent {
  const word = raw
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  const consent = BY_WORD.get(word);
  return { consent: consent ?? 'unknown', understood: consent !== undefined || word === '' };
}
