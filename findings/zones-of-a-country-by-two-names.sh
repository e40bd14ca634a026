#!/usr/bin/env bash
# One expects: the time zone of a country in CLDR (in its table that translates the zone names of Windows) is one of
# the zones that countries-and-timezones lists for that country.
# What happens: for 98 of 247 countries, none of CLDR's names is on the list. The package follows the merged time zone
# database: the Netherlands have only Europe/Brussels, Sweden only Europe/Berlin, Iceland only Africa/Abidjan.
# CLDR keeps the old and the local names. With { deprecated: true } the package lists these too.
# Why it matters: a check "is this lead's zone one of its country's zones?" refuses Amsterdam for the Netherlands.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact countries-and-timezones@3.10.0 cldr-core@48.2.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const ct = require('countries-and-timezones');
const table = require('cldr-core/supplemental/windowsZones.json').supplemental.windowsZones.mapTimezones;

const cldr = new Map();
for (const { mapZone } of table) {
  const country = mapZone._territory;
  if (country === '001' || country === 'ZZ') continue;
  cldr.set(country, [...(cldr.get(country) ?? []), ...mapZone._type.trim().split(/ +/)]);
}
const listed = (country, options) => ct.getTimezonesForCountry(country, options).map((zone) => zone.name);
const missing = (options) =>
  [...cldr].filter(([country, zones]) => !zones.some((zone) => listed(country, options).includes(zone)));

for (const country of ['DE', 'NL', 'SE', 'NO', 'IS', 'IN']) {
  console.log(country, 'CLDR:', cldr.get(country).join(', '), '| countries-and-timezones:', listed(country).join(', '));
}
console.log(`${missing().length} of ${cldr.size} countries have no zone name in common`);
console.log(`with deprecated zones: ${missing({ deprecated: true }).length}`);
assert.equal(cldr.size, 247);
assert.equal(missing().length, 98);
assert.equal(missing({ deprecated: true }).length, 0);
assert.deepEqual(listed('NL'), ['Europe/Brussels']);
assert.deepEqual(cldr.get('NL'), ['Europe/Amsterdam']);
EOF
node run.mjs
