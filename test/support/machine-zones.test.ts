import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['shared', 'functions', 'infra', 'console'];

/** Methods of Date that answer by the zone of the machine, and a date that is put together in it. */
const BY_THE_MACHINE =
  /\.(?:get|set)(?:Hours|Minutes|Date|Day|Month|FullYear)\(|\.getTimezoneOffset\(|\.toLocale(?:Date|Time)?String\((?:\)|undefined)|new Date\([^()]*,/;

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|node_modules|\.d\.ts$/.test(file))
    .map((file) => join(folder, file)),
);

it('no code reads the local time of the machine from a Date', () => {
  expect(sources.length).toBeGreaterThan(500);
  const found = sources.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .flatMap((line, at) => (BY_THE_MACHINE.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});
