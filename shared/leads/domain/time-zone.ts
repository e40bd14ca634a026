import PRIMARY_ZONES from 'cldr-core/supplemental/primaryZones.json' with { type: 'json' };
import { MAIN_ZONES, onlyZoneOf, zoneOfWindowsName, zoneOfWindowsPlace } from './windows-zones.ts';

/** CLDR's zone for countries with several zones of which one has nearly all people. */
const PRIMARY: Readonly<Record<string, string>> = PRIMARY_ZONES.supplemental.primaryZones;
/** Offsets that pick lists put before the name: `(UTC+01:00) `, `[GMT-5] `, `UTC+1 `. */
const OFFSET =
  /^\s*[([]?\s*(?:utc|gmt)\s*(?:[+-−±]\s*\d{1,2}(?::?\d{2})?)?\s*[)\]]\s*|^\s*(?:utc|gmt)\s*[+-−]\d{1,2}(?::?\d{2})?\s*(?=\p{L})/iu;
/** An IANA name within other text: `(GMT-05:00) Eastern Standard Time (America/New_York)`. */
const IANA_WITHIN =
  /(?:^|[\s([])((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Canada|Etc)\/[A-Za-z_+\-/]+[A-Za-z])/;

let cities: ReadonlyMap<string, string> | undefined;
let metazones: ReadonlyMap<string, string> | undefined;

/**
 * The IANA zone that a cell names: by its IANA name, or as Windows, Rails and pick lists of CRMs write it. Undefined for
 * offsets and abbreviations, which do not tell the summer time.
 */
export function parseTimeZone(raw: string): string | undefined {
  const text = raw
    .trim()
    .slice(0, 120)
    .replace(/_slash_/gi, '/');
  const iana = IANA_WITHIN.exec(text)?.[1];
  const direct = zoneNamed(text.replaceAll(' ', '_')) ?? (iana === undefined ? undefined : zoneNamed(iana));
  if (direct !== undefined) return direct;
  const name = text.replace(OFFSET, '').replaceAll('_', ' ').trim();
  if (!/\p{L}{4}/u.test(name)) return undefined;
  return zoneOfWindowsName(name) ?? zoneOfName(name);
}

/** The zone of a country (ISO 3166-1 alpha-2) whose clocks agree, or in which nearly everybody has the same. */
export function timeZoneOfCountry(country: string): string | undefined {
  const zone = PRIMARY[country] ?? onlyZoneOf(country);
  return zone === undefined ? undefined : zoneNamed(zone);
}

/** Cache: a look-up takes longer than the rest of a row. Only zones that exist are kept. */
const known = new Map<string, string>();

function zoneNamed(name: string): string | undefined {
  if (!name.includes('/') && name.toUpperCase() !== 'UTC') return undefined;
  const found = known.get(name);
  if (found !== undefined) return found;
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    known.set(name, zone);
    return zone;
  } catch {
    return undefined;
  }
}

/** `Eastern Time (US & Canada)` by CLDR's name of the zone, `Berlin` by its city, `Eastern Time - New York` by either. */
function zoneOfName(name: string): string | undefined {
  const parts = [name, name.replace(/\(.*?\)/g, ''), ...name.split(/\s[-–]\s|,|\//)].map((part) =>
    part
      .replace(/\(.*?\)/g, '')
      .trim()
      .toLowerCase(),
  );
  for (const part of parts) {
    const zone =
      zoneOfWindowsName(part) ??
      namesOfMetazones().get(part) ??
      zonesOfCities().get(part) ??
      zoneOfWindowsPlace(part);
    if (zone !== undefined) return zone;
  }
  return undefined;
}

/** English names as CLDR has them: `Eastern Time`, `Eastern Standard Time`, `Central European Time`. */
function namesOfMetazones(): ReadonlyMap<string, string> {
  if (metazones) return metazones;
  const found = new Map<string, string>();
  for (const timeZone of [...MAIN_ZONES, ...Intl.supportedValuesOf('timeZone')]) {
    for (const [timeZoneName, day] of [
      ['longGeneric', 0],
      ['long', 0],
      ['long', 182],
    ] as const) {
      const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName });
      const parts = format.formatToParts(Date.UTC(2026, 0, 1 + day));
      const name = parts.find(({ type }) => type === 'timeZoneName')?.value.toLowerCase() ?? '';
      if (/^\p{L}{3,}/u.test(name) && !name.startsWith('gmt') && !found.has(name)) found.set(name, timeZone);
    }
  }
  metazones = found;
  return metazones;
}

/** The last part of each IANA name: `new york`, `ho chi minh`. */
function zonesOfCities(): ReadonlyMap<string, string> {
  cities ??= new Map(
    Intl.supportedValuesOf('timeZone').map((zone) => [
      (zone.split('/').at(-1) ?? '').replaceAll('_', ' ').toLowerCase(),
      zone,
    ]),
  );
  return cities;
}
