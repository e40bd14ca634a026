import { getCountries } from 'libphonenumber-js/min';

const CODES: ReadonlySet<string> = new Set(getCountries());
/** Languages whose names of countries are understood. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];

/** Names in common use that are not the official ones. */
const ALIASES: Readonly<Record<string, string>> = {
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'great britain': 'GB',
  gbr: 'GB',
  usa: 'US',
  america: 'US',
  'united states of america': 'US',
  deu: 'DE',
  ger: 'DE',
  fra: 'FR',
  esp: 'ES',
  ita: 'IT',
  jpn: 'JP',
  chn: 'CN',
  bra: 'BR',
  holland: 'NL',
  'the netherlands': 'NL',
  korea: 'KR',
  russia: 'RU',
  turkey: 'TR',
  'czech republic': 'CZ',
  uae: 'AE',
};

let names: ReadonlyMap<string, string> | undefined;

/** ISO 3166-1 alpha-2 code of a country given by code or by name; undefined when it is not understood. */
export function parseCountry(raw: string): string | undefined {
  const text = raw.trim().replaceAll('.', '');
  const code = text.toUpperCase();
  if (CODES.has(code)) return code;
  const name = text.toLowerCase();
  return ALIASES[name] ?? countryNames().get(name);
}

function countryNames(): ReadonlyMap<string, string> {
  names ??= new Map(
    LANGUAGES.flatMap((language) => {
      const display = new Intl.DisplayNames(language, { type: 'region' });
      return [...CODES].map((code) => [(display.of(code) ?? code).toLowerCase(), code] as const);
    }),
  );
  return names;
}
