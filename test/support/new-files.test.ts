import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeNew } from './new-files.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const TOUCHED = [
  'shared/agents/registry.ts',
  'shared/agents/starters.ts',
  'shared/sending/domain/guards/guards.ts',
  'shared/analytics/contract/routes.ts',
  'shared/leads/contract/events.ts',
];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rex-new-'));
  for (const path of TOUCHED) cpSync(join(PROJECT, path), join(root, path));
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const original = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

it.each([
  [
    'agent',
    'weatherman',
    ['shared/agents/registry.ts', 'shared/agents/starters.ts'],
    ['  weathermanManifest,\n', '  ...weathermanStarters,\n'],
  ],
  ['guard', 'weather-alarm', ['shared/sending/domain/guards/guards.ts'], ['  weatherAlarm,\n];']],
  [
    'route',
    'analytics/viewChurn',
    ['shared/analytics/contract/routes.ts'],
    ["    path: '/api/rex/view-churn',"],
  ],
  ['event', 'leads/lead.moved', ['shared/leads/contract/events.ts'], ["  'lead.moved': {\n"]],
])('%s: adds to each list one entry, and changes nothing else', (kind, name, lists, entries) => {
  const { made, next } = makeNew(root, kind, name);
  expect(made).toEqual(expect.arrayContaining(lists));
  expect(next.length).toBeGreaterThan(1);
  for (const [i, list] of lists.entries()) {
    expect(read(list).split(entries[i] ?? '')).toHaveLength(2);
    const kept = new Set(read(list).split('\n'));
    expect(
      original(list)
        .split('\n')
        .filter((line) => !kept.has(line)),
    ).toEqual([]);
  }
  expect(() => makeNew(root, kind, name)).toThrow('already');
});

it('what it makes for an agent and a guard can be imported, and is of the name', async () => {
  const agent = makeNew(root, 'agent', 'weatherman').made[0] ?? '';
  const { weathermanManifest } = await import(join(root, agent));
  expect(weathermanManifest).toMatchObject({ name: 'WeathermanAgent', steps: {} });
  cpSync(
    join(PROJECT, 'shared/sending/domain/guards/guard.ts'),
    join(root, 'shared/sending/domain/guards/guard.ts'),
  );
  const guard = makeNew(root, 'guard', 'weather-alarm').made[0] ?? '';
  expect(dirname(guard)).toBe('shared/sending/domain/guards');
  const { weatherAlarm } = await import(join(root, guard));
  expect(weatherAlarm.code).toBe('WEATHER_ALARM');
  expect(weatherAlarm.check({}).verdict).toBe('pass');
});

it.each([
  ['agent', 'Scout Agent', 'one word in small letters'],
  ['guard', '../evil', 'small letters'],
  ['route', 'viewChurn', 'context and operation'],
  ['event', 'leads/moved', 'what happened to it'],
  ['event', 'weather/storm.came', 'There is no shared/weather/contract/events.ts'],
  ['queue', 'x', 'no kind "queue"'],
])('refuses %s "%s", says why, and makes nothing', (kind, name, why) => {
  expect(() => makeNew(root, kind, name)).toThrow(why);
  for (const path of TOUCHED) expect(read(path)).toBe(original(path));
});

it.each([
  ['agent', 'scraper'],
  ['guard', 'paused'],
  ['route', 'analytics/viewAnalytics'],
  ['event', 'leads/lead.suppressed'],
])('writes over no %s that is there (%s)', (kind, name) => {
  for (const path of ['shared/agents/scraper', 'shared/sending/domain/guards/paused.ts']) {
    cpSync(join(PROJECT, path), join(root, path), { recursive: true });
  }
  expect(() => makeNew(root, kind, name)).toThrow('already');
});
