#!/usr/bin/env bash
# One expects: new TZDate(2026, 9, 25, 1, 30, 'Europe/London') is one instant on every machine, since the zone is given.
# The hour from 1 to 2 comes twice in that night, so it may be the first or the second, but always the same one.
# What happens: which of the two it is depends on the time zone of the process: the second in UTC and New York, the
# first in London and Tokyo.
# Why it matters: what is planned at a desk in London is sent an hour later by a server that runs in UTC.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact @date-fns/tz@1.5.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import { TZDate } from '@date-fns/tz';

const planned = new TZDate(2026, 9, 25, 1, 30, 'Europe/London');
console.log(`TZ=${process.env.TZ}`, new Date(planned.getTime()).toISOString());
EOF
seen=$(for zone in UTC America/New_York Europe/London Asia/Tokyo; do TZ=$zone node run.mjs; done)
echo "$seen"
[ "$seen" = "TZ=UTC 2026-10-25T01:30:00.000Z
TZ=America/New_York 2026-10-25T01:30:00.000Z
TZ=Europe/London 2026-10-25T00:30:00.000Z
TZ=Asia/Tokyo 2026-10-25T00:30:00.000Z" ] || { echo 'The instants have changed.' >&2; exit 1; }
