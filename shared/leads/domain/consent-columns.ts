import type { NumberChannel } from '../../channels/contract/channels.ts';
import type { Consent, ConsentDirection } from './consent.ts';

/** A column that says whether somebody may be written to, what a yes in it means, and for which channels. */
export interface ConsentColumn {
  readonly at: number;
  readonly direction: ConsentDirection;
  readonly channels: readonly ('email' | NumberChannel)[];
}

type Channels = ConsentColumn['channels'];
const NUMBERS: Channels = ['sms', 'whatsapp'];

/**
 * Words of a header that mean "must not be written to", as the systems that write such files name their columns. A word
 * that ends in * is a beginning. Written by: Salesforce, Zoho, SuiteCRM, SugarCRM (opt out), HubSpot (Unsubscribed from
 * all email), Intercom, Mailchimp, Stripe, Constant Contact (unsubscribe), Dynamics 365 (Do not allow, donotbulkemail),
 * Mautic (Do Not Contact), Odoo, Brevo (Blacklist, Blocklisted), Klaviyo, ActiveCampaign, SendGrid (suppressed, bounced).
 */
const OPT_OUT = [
  ...[
    'opt out*',
    'opted out*',
    'optout*',
    'optedout*',
    'unsubscri*',
    'unsub',
    'unsubs',
    'do not *',
    'dont *',
  ],
  ...['donot*', 'dnc', 'dne', 'no marketing', 'no mail*', 'no email*', 'no newsletter*', 'no contact'],
  ...['blacklist*', 'black list*', 'blocklist*', 'block list*', 'suppress*', 'bounced', 'hard bounce*'],
  ...['invalid email', 'email invalid', 'spam complaint*', 'globally excluded'],
  ...['werbesperre', 'werbewiderspruch', 'mailsperre', 'mailingsperre', 'kontaktsperre', 'sperrvermerk'],
  ...['abgemeldet', 'abmeldung', 'abmelde*', 'widerspruch', 'widerrufen', 'keine werbung', 'keine mail*'],
  ...['keine e mail*', 'kein newsletter', 'desabonn*', 'desinscri*', 'ne pas contacter', 'ne pas envoyer'],
  ...['stop pub', 'opposition marketing', 'baja', 'dado de baja', 'no contactar', 'no enviar', 'no molestar'],
  ...['descadastr*', 'nao contactar', 'nao enviar', 'disiscri*', 'non contattare', 'non inviare'],
  ...['uitgeschreven', 'uitschrijv*', 'afgemeld', 'niet mailen', 'niet contacteren', 'wypisan*', 'rezygnac*'],
  ...[
    'отпис*',
    'не писать',
    'avregistrer*',
    'avmeld*',
    'frameld*',
    'afmeld*',
    '配信停止',
    '退订',
    '수신거부',
  ],
];
/** The column then holds when or why, and not whether. */
const WHEN_OR_WHY = [
  ...['at', 'on', 'date', 'time', 'timestamp', 'when', 'reason', 'datum', 'am', 'grund', 'fecha', 'motivo'],
  ...['motif', 'raison', 'data', 'datetime', 'reden'],
];
/** Longer headers are questions of forms ("... you can unsubscribe at any time"), whose yes means something else. */
const MOST_WORDS = 8;
/** Which channels a header speaks of; e-mail when it says none. */
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
    words: ['letter', 'letters', 'push', 'direct mail', 'print', 'third party', 'ads', 'tracking'],
    channels: [],
  },
  // Letters, in Dynamics 365, whose e-mails are "Emails".
  { words: ['do not allow mails', 'do not allow bulk mails'], channels: [] },
];

/** The columns of the fields that hold consents, when nothing is known of their headers. */
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

/** What a header says of consent, when it means an opt-out; undefined when it does not. */
export function optOutColumn(header: string): Omit<ConsentColumn, 'at'> | undefined {
  const words = wordsOf(header);
  const text = ` ${words} `;
  if (words.split(' ').length > MOST_WORDS || !OPT_OUT.some((phrase) => holds(text, phrase)))
    return undefined;
  const when = WHEN_OR_WHY.some((word) => text.endsWith(` ${word} `) || text.startsWith(` ${word} `));
  return { direction: when ? 'opt_out_if_set' : 'opt_out', channels: channelsOf(text) };
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

/** The consents of several columns as one: an opt-out wins, and a cell that is unclear takes a consent away. */
export function combineConsents(
  asked: { readonly consent: Consent } | undefined,
  optOuts: readonly { readonly consent: Consent; readonly understood: boolean }[],
): Consent {
  const all = [asked, ...optOuts].map((each) => each?.consent);
  if (all.includes('opted_out')) return 'opted_out';
  if (optOuts.some(({ understood }) => !understood)) return 'unknown';
  return all.includes('subscribed') ? 'subscribed' : 'unknown';
}
