import { parseCalendarDate } from './calendar-date.ts';
import { isPlaceholder } from './placeholders.ts';

export const CONSENTS = ['subscribed', 'unknown', 'opted_out'] as const;
export type Consent = (typeof CONSENTS)[number];

/**
 * What a yes in a column means. `opt_out_if_set`: the column has the time or reason of an opt-out, so any value is an
 * opt-out. `standing`: the column has the status of a contact, and only explicit words are an opt-out.
 */
export type ConsentDirection = 'consent' | 'opt_out' | 'opt_out_if_set' | 'standing';

export interface ParsedConsent {
  readonly consent: Consent;
  /** Whether the word was in the table. An unknown word is never consent. */
  readonly understood: boolean;
}

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Without accents, in small letters, letters and digits only. Truth values as spreadsheets of many languages write them. */
const YES =
  words(`yes y true t 1 x on checked ja j wahr oui vrai si verdadero verdad sim verdadeiro vero waar tak prawda
да истина так ano pravda ano igen igaz kylla tosi evet dogru hai はい 是 예 sant sand sann da adevarat ναι`);
const NO =
  words(`no n false f 0 off unchecked nein falsch non faux falso nao onwaar nie falsz нет ложь ні ne nepravda nem
hamis ei epatosi hayir yanlis いいえ 否 아니요 nej nei falskt falsk usann nu fals οχι nee`);

/** Explicit opt-outs, which count in any column. */
const SUBSCRIBED =
  words(`subscribed subscribe optin optedin optinconfirmed doubleoptin doubleoptedin singleoptin abonniert
eingewilligt zugestimmt inscrit suscrito suscrita inscrito inscrita iscritto iscritta ingeschreven aangemeld`);
/** A yes in a column that asks for consent; no information elsewhere (a block list may be `active`). */
const AFFIRMED =
  words(`consented consent granted active confirmed accepted accepts agreed angemeldet express explicit
expressconsent explicitconsent expresspermission`);
const ALLOWED = words('allow allowed permitted');
const UNDECIDED =
  words(`unknown none na null pending unconfirmed notset undefined unbekannt nonsubscribed neversubscribed
nonsubscriber softbounce softbounced doubleoptinpending pendingconfirmation unspecified transactional nodata implied implicit impliedconsent`);
const OPTED_OUT =
  words(`unsubscribed unsubscribe unsub optedout optout donotcontact donotemail donotmail dnc dne
nomarketing nomail noemail stop stopped removed suppressed blocked blacklisted blocklisted revoked withdrawn denied declined
refused rejected inactive cleaned bounced hardbounce hardbounced complained complaint spam spamcomplaint notsubscribed
nolongersubscribed didnotconsent noconsent notallowed disallowed abgemeldet widerrufen gesperrt abgelehnt desabonne desinscrit
refuse baja dadodebaja descadastrado disiscritto uitgeschreven afgemeld wypisany отписан avregistrerad avmeldt frameldt`);

/** In any position of a cell of a few words ("Opt-out requested"). */
const OPT_OUT_STEM =
  /opt(?:ed)?[ -]?out|unsubscri|(?:^| )(?:unsub|dnc)(?: |$)|not subscribed|(?:do(?:es)? not|don t|no) (?:allow|contact|e ?mail|mail|send|market|call|text|disturb)|black ?list|block ?list|hard bounce|abgemeldet|abmeldung|desabonn|desinscr|dado de baja|descadastr|disiscri|uitgeschreven|afgemeld|отпис/u;
const MOST_WORDS = 5;
/** "Not opted out", "never unsubscribed": neither an opt-out nor a consent. */
const NEGATION_BEFORE =
  /(?:^| )(?:not|never|no|nicht|nie|kein\p{L}*|jamais|pas|nunca|non|mai|niet)(?: \p{L}+)* ?(?:opt|unsub|black|block|hard|abgem|abmeld|desabonn|desinscr|dado|disis|uitges|afgem|отпис)/u;
const ZERO_DATE = /^0000-00-00/;

const UNKNOWN: ParsedConsent = { consent: 'unknown', understood: true };
const NOT_UNDERSTOOD: ParsedConsent = { consent: 'unknown', understood: false };
const is = (consent: Consent): ParsedConsent => ({ consent, understood: true });

/** Reads a consent cell. Bounces and complaints count as opt-outs, because both forbid mail. */
export function parseConsent(raw: string, direction: ConsentDirection = 'consent'): ParsedConsent {
  const text = plain(raw);
  const word = text.replaceAll(' ', '');
  if (word === '' ? !/[✓✔☑✅]/u.test(raw) : isPlaceholder(raw)) return UNKNOWN;
  const yes = YES.has(word) || /^[\s✓✔☑✅]+$/u.test(raw);
  if (direction === 'standing') {
    return raw.split(/[,;|\n]/).some((part) => saysOptOut(plain(part))) ? is('opted_out') : UNKNOWN;
  }
  if (direction === 'opt_out_if_set') {
    return NO.has(word) || UNDECIDED.has(word) || ZERO_DATE.test(raw.trim()) ? UNKNOWN : is('opted_out');
  }
  if (yes) return is(direction === 'consent' ? 'subscribed' : 'opted_out');
  if (NO.has(word)) return is(direction === 'consent' ? 'opted_out' : 'unknown');
  if (OPTED_OUT.has(word)) return is('opted_out');
  if (SUBSCRIBED.has(word)) return is('subscribed');
  if (UNDECIDED.has(word)) return UNKNOWN;
  if (ALLOWED.has(word)) return is(direction === 'consent' ? 'subscribed' : 'unknown');
  if (AFFIRMED.has(word)) return direction === 'consent' ? is('subscribed') : NOT_UNDERSTOOD;
  if (direction === 'opt_out' && isDate(raw)) return is('opted_out');
  return saysOptOut(text) ? is('opted_out') : NOT_UNDERSTOOD;
}

const saysOptOut = (text: string): boolean =>
  text.split(' ').length <= MOST_WORDS &&
  OPT_OUT_STEM.test(text) &&
  !NEGATION_BEFORE.test(text.replace(/do(?:es)? not/g, 'donot'));

const plain = (raw: string): string =>
  raw
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll('ø', 'o')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Accepts day and month in either order: only whether it is a date matters. */
const isDate = (raw: string): boolean =>
  parseCalendarDate(raw) !== undefined || parseCalendarDate(raw, 'day-first') !== undefined;
