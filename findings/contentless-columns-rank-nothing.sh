#!/usr/bin/env bash
# One expects: FTS5 tables with detail=column rank by bm25() as those with detail=full do, only without phrases, as the manual
# says of MATCH. What happens: when the table is contentless, too (content=''), bm25() is 0 for every row, so "order by rank" is
# the order of insertion. The query finds the right rows, and nothing fails. bm25() counts instances of words, and the manual says
# elsewhere (of xInstCount, for authors of C extensions) that such a table has none.
# Why it matters: a small index for ranking is made of just these two options.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --save-exact node@24.21.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'INNER'
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';

const TEXTS = ['a long text about many things, and once about refunds, among other words', 'refunds, refunds'];
const ranked = (options) => {
  const db = new DatabaseSync(':memory:');
  db.exec(`create virtual table t using fts5(body, ${options})`);
  const insert = db.prepare('insert into t(rowid, body) values (?, ?)');
  TEXTS.forEach((text, n) => insert.run(n + 1, text));
  return db.prepare('select rowid id, bm25(t) score from t where t match ? order by rank').all('refunds');
};
console.log('SQLite', new DatabaseSync(':memory:').prepare('select sqlite_version() v').get().v);
const seen = Object.fromEntries(
  ["detail=full", "detail=column", "detail=full, content=''", "detail=column, content=''"].map((options) => [
    options,
    ranked(options).map(({ id, score }) => `${id}: ${score.toPrecision(2)}`).join(', '),
  ]),
);
console.log(seen);
assert.equal(seen["detail=full"], seen["detail=column"]);
assert.equal(seen["detail=full"], seen["detail=full, content=''"]);
assert.match(seen["detail=full"], /^2: -/);
assert.match(seen["detail=column, content=''"], /^1: -?0\.0, 2: -?0\.0$/);
INNER
node_modules/.bin/node run.mjs
