import WINDOWS_ZONES from 'cldr-core/supplemental/windowsZones.json' with { type: 'json' };
import DISPLAY_NAMES from 'timezones.json/timezones.json' with { type: 'json' };

const MAP = WINDOWS_ZONES.supplemental.windowsZones.mapTimezones;
/** CLDR's zone for the whole world ("001") of each name that Windows gives a time zone. */
const BY_WINDOWS_ID = new Map(
  MAP.filter(({ mapZone }) => mapZone._territory === '001').map(
    ({ mapZone }) => [mapZone._other.toLowerCase(), mapZone._type] as const,
  ),
);
/** Names in the list of Windows: `Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna`. */
const BY_DISPLAY_NAME = new Map(
  DISPLAY_NAMES.flatMap(({ text, value }) => {
    const zone = BY_WINDOWS_ID.get(value.toLowerCase());
    return zone === undefined ? [] : [[text.replace(/^\(.*?\)\s*/, '').toLowerCase(), zone] as const];
  }),
);

/** Each place of those lists: `Mumbai`, `Bern`, `Kyiv`. */
const BY_PLACE = new Map(
  [...BY_DISPLAY_NAME]
    .toReversed()
    .flatMap(([places, zone]) => places.split(', ').map((place) => [place, zone] as const)),
);

/** The zone of a place that Windows names in its list. */
export const zoneOfWindowsPlace = (place: string): string | undefined => BY_PLACE.get(place.toLowerCase());

/** The zone for a Windows name: its id, or its name in the list (without the offset). */
export const zoneOfWindowsName = (name: string): string | undefined =>
  BY_WINDOWS_ID.get(name.toLowerCase()) ?? BY_DISPLAY_NAME.get(name.toLowerCase());

/** One zone for each Windows time zone: the first place to look for a name. */
export const MAIN_ZONES: readonly string[] = [...new Set(BY_WINDOWS_ID.values())];

/** CLDR's first zone of a country that has a single Windows time zone. */
export function onlyZoneOf(country: string): string | undefined {
  const [only, ...others] = MAP.filter(({ mapZone }) => mapZone._territory === country);
  return others.length > 0 ? undefined : only?.mapZone._type.split(' ')[0];
}
