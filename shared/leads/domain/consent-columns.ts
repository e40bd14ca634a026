import type { NumberChannel } from '../../channels/contract/channels.ts';
import type { Consent, ConsentDirection } from './consent.ts';
import {
  CONTACT,
  OPT_OUT,
  OPT_OUT_ALONE,
  OPT_OUT_JOINED,
  OTHER_PURPOSES,
  PERMISSION,
  PERMISSION_TO,
  STANDING,
  WHEN_OR_WHY,
} from './consent-words.ts';

/** A column about consent: what a yes in it means, and for which channels. */
export interface ConsentColumn {
  readonly at: number;
  readonly direction: ConsentDirection;
  readonly channels: readonly ('email' | NumberChannel)[];
}

type Channels = ConsentColumn['channels'];
const NUMBERS: Channels = ['sms', 'whatsapp'];
/** Longer headers are questions of forms ("... you can unsubscribe at any time"), whose yes means something else. */
const MOST_WORDS = 8;
/** The channels that a header names; e-mail when it names none. */
const CHANNEL_WORDS: readonly { readonly words: readonly string[]; readonly channels: Channels }[] = [
  { words: ['email*', 'e mail*', 'newsletter*', 'mailing*'], channels: ['email'] },
  { words: ['sms', 'text', 'texts', 'texting', 'mms'], channels: ['sms'] },
  { words: ['whatsapp'], channels: ['whatsapp'] },
  { words: ['call', 'calls', 'phone', 'phones', 'phonecalls', 'telephone', 'donotphone'], channels: NUMBERS },
  {
    words: ['fax', 'faxes', 'donotfax', 'post', 'postal', 'donotpostalmail', 'donotbulkpostalmail'],
    channels: [],
  },
  {
    words: ['letter', 'letters', 'push', 'direct mail', 'print', ...OTHER_PURPOSES],
    channels: [],
  },
  // Letters, in Dynamics 365, whose e-mails are "Emails".
  { words: ['do not allow mails', 'do not allow bulk mails'], channels: [] },
];

/** Channels and meaning of the consent fields, when their headers tell nothing else. */
export function namedConsentColumns(columns: {
  readonly consent?: number;
  readonly optOut?: number;
  readonly smsConsent?: number;
  readonly whatsappConsent?: number;
}): ConsentColumn[] {
  const named = (
    at: number | undefined,
    direction: ConsentDirection,
    channel: ConsentColumn['channels'][number],
  ): ConsentColumn[] => (at === undefined ? [] : [{ at, direction, channels: [channel] }]);
  return [
    ...named(columns.consent, 'consent', 'email'),
    ...named(columns.optOut, 'opt_out', 'email'),
    ...named(columns.smsConsent, 'consent', 'sms'),
    ...named(columns.whatsappConsent, 'consent', 'whatsapp'),
  ];
}

/** The meaning of a header that is about an opt-out; undefined for others. */
export function optOutColumn(header: string): Omit<ConsentColumn, 'at'> | undefined {
  const words = wordsOf(header);
  const text = ` ${words} `;
  const meant =
    OPT_OUT.some((phrase) => holds(text, phrase)) ||
    OPT_OUT_ALONE.some((phrase) => holds(` ${phrase} `, words)) ||
    OPT_OUT_JOINED.some((sign) => words.includes(sign));
  if (words.split(' ').length > MOST_WORDS || !meant) return undefined;
  const when = WHEN_OR_WHY.some((word) => text.endsWith(` ${word} `) || text.startsWith(` ${word} `));
  return { direction: when ? 'opt_out_if_set' : 'opt_out', channels: channelsOf(text) };
}

/**
 * The meaning of a header that no list of names contains: that a person may be written to (`OK to email`, `Consent to
 * marketing`), or the status of a contact (`Lead status`, `Tags`), which may contain an opt-out.
 */
export function otherConsentColumn(header: string): Omit<ConsentColumn, 'at'> | undefined {
  const words = wordsOf(header);
  const text = ` ${words} `;
  if (words.split(' ').length > MOST_WORDS) return undefined;
  const permits =
    PERMISSION_TO.some((word) => holds(text, word)) && CONTACT.some((word) => holds(text, word));
  const isAbout = !WHEN_OR_WHY.some((word) => text.endsWith(` ${word} `));
  if (isAbout && (permits || PERMISSION.some((word) => holds(text, word)))) {
    // A consent to calls is no consent to texts.
    const isOfCalls = holds(text, 'call*') || holds(text, 'phone*') || holds(text, 'telephone');
    const channels = channelsOf(text).filter((channel) => channel === 'email' || !isOfCalls);
    return { direction: 'consent', channels };
  }
  return STANDING.some((word) => holds(text, word))
    ? { direction: 'standing', channels: ['email'] }
    : undefined;
}

function channelsOf(text: string): Channels {
  const named = CHANNEL_WORDS.filter(({ words }) => words.some((word) => holds(text, word)));
  return named.length === 0 ? ['email'] : [...new Set(named.flatMap(({ channels }) => channels))];
}

const holds = (text: string, phrase: string): boolean =>
  phrase.endsWith('*') ? text.includes(` ${phrase.slice(0, -1)}`) : text.includes(` ${phrase} `);

/** `HasOptedOutOfEmail`, `email_opt_out` and `Désabonné` as words in small letters without accents. */
const wordsOf = (header: string): string =>
  header
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * Combines the consents of several columns. The first column that asks for consent gives it; an opt-out in any column wins,
 * and an unclear cell withdraws a consent.
 */
export function combineConsents(
  asked: { readonly consent: Consent } | undefined,
  others: readonly { readonly consent: Consent; readonly understood: boolean }[],
): Consent {
  const taken = others.map(({ consent }) => consent);
  if (asked?.consent === 'opted_out' || taken.includes('opted_out')) return 'opted_out';
  if (others.some(({ understood }) => !understood)) return 'unknown';
  return asked?.consent ?? (taken.includes('subscribed') ? 'subscribed' : 'unknown');
}
