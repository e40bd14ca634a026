import ISO_3166 from 'i18n-iso-countries/codes.json' with { type: 'json' };
import ENGLISH from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { COUNTRY_LANGUAGES } from './languages.ts';

/** Alpha-2 codes by alpha-3 codes. XK is not an ISO code, but in general use for Kosovo. */
const ALPHA_2: ReadonlySet<string> = new Set([...ISO_3166.map(([two = '']) => two), 'XK']);
const BY_ALPHA_3 = new Map(ISO_3166.map(([two = '', three = '']) => [three, two]));
const BY_NUMBER = new Map(ISO_3166.map(([two = '', , number = '']) => [number, two]));
/** A flag emoji consists of the letters of the country code as regional indicators. */
const FLAG = /^[\u{1f1e6}-\u{1f1ff}]{2}$/u;
const FIRST_FLAG_LETTER = 0x1f1e6;

/** Names in common use that are not the official ones, codes of the Olympic Committee, and names that have changed. */
const ALIASES: Readonly<Record<string, string>> = {
  uk: 'GB',
  england: 'GB',
  angleterre: 'GB',
  inghilterra: 'GB',
  inglaterra: 'GB',
  engeland: 'GB',
  schottland: 'GB',
  ecosse: 'GB',
  großbritannien: 'GB',
  grossbritannien: 'GB',
  сша: 'US',
  eua: 'US',
  eeuu: 'US',
  'ee uu': 'US',
  'slovak republic': 'SK',
  'slovenska republika': 'SK',
  'ceska republika': 'CZ',
  'kyrgyz republic': 'KG',
  eire: 'IE',
  'bundesrepublik deutschland': 'DE',
  brd: 'DE',
  рф: 'RU',
  'россииская федерация': 'RU',
  'mainland china': 'CN',
  'pr china': 'CN',
  'p r china': 'CN',
  中华人民共和国: 'CN',
  中國: 'CN',
  's korea': 'KR',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  britain: 'GB',
  'great britain': 'GB',
  'united kingdom of great britain and northern ireland': 'GB',
  america: 'US',
  'u s': 'US',
  ger: 'DE',
  deutschland: 'DE',
  sui: 'CH',
  ned: 'NL',
  den: 'DK',
  por: 'PT',
  gre: 'GR',
  cro: 'HR',
  rsa: 'ZA',
  ksa: 'SA',
  uae: 'AE',
  roc: 'TW',
  prc: 'CN',
  holland: 'NL',
  korea: 'KR',
  'korea democratic peoples republic of': 'KP',
  'democratic peoples republic of korea': 'KP',
  'republic of china': 'TW',
  'chinese taipei': 'TW',
  'hong kong sar': 'HK',
  'hong kong sar china': 'HK',
  'macau sar': 'MO',
  turkiye: 'TR',
  turkey: 'TR',
  czechia: 'CZ',
  'czech republic': 'CZ',
  'ivory coast': 'CI',
  burma: 'MM',
  swaziland: 'SZ',
  'cape verde': 'CV',
  macedonia: 'MK',
  'east timor': 'TL',
  'viet nam': 'VN',
  congo: 'CG',
  'republic of congo': 'CG',
  'congo brazzaville': 'CG',
  'congo kinshasa': 'CD',
  drc: 'CD',
  'lao peoples democratic republic': 'LA',
  'syrian arab republic': 'SY',
  'brunei darussalam': 'BN',
  'holy see vatican city state': 'VA',
  'virgin islands us': 'VI',
  'virgin islands british': 'VG',
  'state of palestine': 'PS',
};
/** Official forms of a state before its name: `Republic of Poland`, `Federal Republic of Germany`. */
const FORM_OF_STATE =
  /^(?:\p{L}+ )*(?:republic|kingdom|state|states|commonwealth|principality|union|duchy|sultanate|emirate) of /u;

/** The longest of ISO's names has 56 letters. */
const MAX_LENGTH = 70;

let names: ReadonlyMap<string, string> | undefined;

/** ISO 3166-1 alpha-2 code of a country given by code or by name; undefined when it is not understood. */
export function parseCountry(raw: string): string | undefined {
  const text = raw.trim();
  if (text.length > MAX_LENGTH) return undefined;
  const code = unflagged(text).replaceAll('.', '').toUpperCase();
  if (ALPHA_2.has(code)) return code;
  const [head = '', tail] = text.split(/,|\s[-–]\s/, 2);
  const name = nameKey(text);
  return (
    ALIASES[name] ??
    BY_ALPHA_3.get(code) ??
    BY_NUMBER.get(code) ??
    find(name) ??
    // `Korea, Republic of`, `Germany (DE)`, `DE - Germany`: with swapped parts, or only the text before the comma.
    (tail === undefined ? undefined : (find(nameKey(`${tail} ${head}`)) ?? findPart(text, head, tail))) ??
    find(nameKey(text.replace(/\(.*?\)/g, ''))) ??
    find(name.replace(FORM_OF_STATE, ''))
  );
}

const unflagged = (text: string): string =>
  FLAG.test(text)
    ? [...text]
        .map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - FIRST_FLAG_LETTER + 65))
        .join('')
    : text;

const find = (name: string): string | undefined => ALIASES[name] ?? countryNames().get(name);

function findPart(text: string, head: string, tail: string): string | undefined {
  const found = find(nameKey(head));
  if (found !== undefined || text.includes(',')) return found;
  return find(nameKey(tail));
}

function countryNames(): ReadonlyMap<string, string> {
  if (names) return names;
  const found = new Map<string, string>();
  const add = (name: string, code: string): void => {
    const key = nameKey(name);
    if (key !== '' && !found.has(key)) found.set(key, code);
  };
  for (const [code, given] of Object.entries(ENGLISH.countries)) {
    for (const name of [given].flat()) add(name, code);
  }
  for (const language of COUNTRY_LANGUAGES) {
    const display = new Intl.DisplayNames(language, { type: 'region' });
    for (const code of ALPHA_2) {
      const name = display.of(code) ?? code;
      add(name, code);
      if (language === 'de') add(withoutUmlauts(name), code);
    }
  }
  for (const code of ALPHA_2) {
    const own = new Intl.Locale(`und-${code}`).maximize().language;
    add(new Intl.DisplayNames(own, { type: 'region' }).of(code) ?? code, code);
  }
  names = found;
  return names;
}

/** Spellings without umlauts, as with keyboards that have none: `Oesterreich`. */
const withoutUmlauts = (name: string): string =>
  name.replace(/[äöüÄÖÜß]/g, (letter) => (letter === 'ß' ? 'ss' : `${letter.normalize('NFD')[0]}e`));

/** Small letters without accents, signs and articles. */
const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}.'’()]/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?:^| )the(?= |$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
