import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RULES } from './rules/rules.ts';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');

it('the README lists the rules as they are', () => {
  const rows = [...readme.matchAll(/^\| (\w+Rule) +\| (\w+) +\| +(\d+) +\| ([\w-]+) +\|/gm)];
  const listed = rows.map(([, name, situation, priority, action]) => [name, situation, priority, action]);
  expect(listed).toEqual(RULES.map((r) => [r.name, r.situation, String(r.priority), r.action]));
});
