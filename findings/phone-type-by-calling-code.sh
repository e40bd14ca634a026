#!/usr/bin/env bash
# One expects: getType() of the main entry point either works or does not, so a test with British and American numbers
# shows whether premium-rate numbers can be kept off a calling list.
# What happens: the small metadata holds number types only for some countries that share a calling code with another
# (there they tell the countries apart). Of every country with a calling code of its own, the type is undefined, and
# isValid() accepts numbers that the entry point "max" refuses.
# Why it matters: the filter passes its tests in London and lets French, Spanish and Austrian premium numbers through.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact libphonenumber-js@1.13.16
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import * as small from 'libphonenumber-js';
import * as max from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';

const premium = ['+449098790000', '+19005550100', '+33899123456', '+34803123456', '+43900123456'];
const types = premium.map((n) => [n, small.parsePhoneNumber(n).getType(), max.parsePhoneNumber(n).getType()]);
console.log('premium-rate numbers, type by main and max:', types);
const validity = ['+491234', '+34903123456', '+493012345678'].map((n) => [
  n,
  small.parsePhoneNumber(n).isValid(),
  max.parsePhoneNumber(n).isValid(),
]);
console.log('valid by main and max:', validity);

const countries = small.getCountries();
const users = (code) => countries.filter((c) => small.getCountryCallingCode(c) === code).length;
const count = { 'own code': { typed: 0, untyped: 0 }, 'shared code': { typed: 0, untyped: 0 } };
for (const country of countries) {
  const example = small.getExampleNumber(country, examples);
  if (example === undefined) continue;
  const kind = users(example.countryCallingCode) > 1 ? 'shared code' : 'own code';
  count[kind][small.parsePhoneNumber(example.number).getType() === undefined ? 'untyped' : 'typed'] += 1;
}
console.log('countries by type of their example mobile number:', count);

const P = 'PREMIUM_RATE';
assert.deepEqual(
  types.map(([, ...t]) => t),
  [[P, P], [P, P], [undefined, P], [undefined, P], [undefined, P]],
);
assert.deepEqual(
  validity.map(([, ...v]) => v),
  [[true, false], [true, false], [true, true]],
);
assert.equal(count['own code'].typed, 0);
assert.ok(count['shared code'].typed > 0);
EOF
node run.mjs
