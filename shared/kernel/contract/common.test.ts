import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { instantSchema, isoDateSchema, oneLine } from './common.ts';
import { complaintOf } from './complaint.ts';

const GOOD = {
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street\nSpringfield',
  website: 'https://acme.example',
};
const refused = (change: object): PropertyKey[] | undefined => {
  const parsed = settingsSchema.safeParse({ ...GOOD, ...change });
  return parsed.success ? undefined : parsed.error.issues.flatMap(({ path }) => path);
};

describe('text of one line', () => {
  const bad = [
    'Ele\tna',
    'Elena\n',
    '\tElena',
    'A\u0000',
    'A\r\nBcc: x@y.example',
    'A\u001bB',
    'A\u007f',
    'A\u0085B',
    'A\u009fB',
    'A\u2028B',
    'A\u2029B',
    '\u202eAnn',
    'A\u2066B',
    '\ufeffA',
    'A\uffff',
    ' ',
    '',
    // Nobody sees anything: a mail would have nobody's name in it, and is not built.
    '\u200b',
    '\u00ad',
    ' \u200d\u2060 ',
    '\ufe0f',
    '\u3164',
    '\ue000',
    '\u{e0041}\u{e0042}',
    '\u{f0000}',
    '\u{10fffd}',
  ];
  it.each(bad.map((text) => [JSON.stringify(text), text]))('is not %s', (_, text) => {
    expect(refused({ senderName: text })).toEqual(expect.arrayContaining(['senderName']));
    expect(refused({ brandName: text })).toEqual(expect.arrayContaining(['brandName']));
  });

  it.each([
    'Elena',
    ' Ann ',
    'Łukasz O’Neil',
    'אבג',
    'Zoë 🎻',
    'A & B <C>',
    '🎻',
    '𝔄',
    '𠮷',
    'می\u200cخواهم',
    'e\u0301',
  ])('is %s', (text) => {
    expect(refused({ senderName: text })).toBeUndefined();
    expect(settingsSchema.parse({ ...GOOD, senderName: text }).senderName).toBe(text.trim());
  });

  it.each(['a', ' ', '\u200b', 'a ', '🎻', '\udc00'])('is checked quickly, however long: %j', (part) => {
    expect(refused({ senderName: `${part.repeat(200_000)}\t` })).toContain('senderName');
  });

  it('has a pattern in its JSON Schema that accepts the same texts', () => {
    const { $defs } = z.toJSONSchema(z.object({ settings: settingsSchema }), { io: 'input' });
    const senderName = $defs?.['SettingsInput']?.properties?.['senderName'] as { pattern: string };
    const { pattern } = senderName;
    for (const text of bad) expect(new RegExp(pattern).test(text), JSON.stringify(text)).toBe(false);
    expect(new RegExp(pattern).test('Zoë O’Neil')).toBe(true);
  });
});

it('a postal address may contain line breaks and no other control character', () => {
  expect(refused({})).toBeUndefined();
  expect(refused({ postalAddress: '1 Main\u0007 Street' })).toEqual(['postalAddress']);
});

it('a website may not contain blanks, which a URL parser would drop', () => {
  for (const website of [
    'https://a.example/a\tb',
    'https://a.example/a\nb',
    'https://a.example/ b',
    'javascript:x',
  ])
    expect(refused({ website }), website).toContain('website');
  expect(refused({ website: 'https://bücher.example/über?a=b' })).toBeUndefined();
});

it('no contract declares a free text without the shared schemas', () => {
  const folder = new URL('../..', import.meta.url).pathname;
  const files = globSync('*/contract/*.ts', { cwd: folder }).filter(
    (file) => !/\.test\.ts$|\/common\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(20);
  // A name of an external agent has a pattern that leaves nothing open.
  const own = files.filter((file) =>
    /string\(\)\s*\.trim\(\)(?!\s*\.regex)/.test(readFileSync(folder + file, 'utf8')),
  );
  expect(own).toEqual([]);
});

it('a line from outside loses what cannot be shown, and what is too much', () => {
  expect(oneLine(' a\u0000\tb\r\nc\u202e\u2028\ufeffd ', 50)).toBe('a b c d');
  expect(oneLine('\u001b\u0007', 50)).toBe('');
  expect(oneLine('abcdef', 3)).toBe('abc');
  expect(oneLine('ab\u{1f600}', 3)).toBe('ab\ufffd');
});

describe('what is wrong with a day or an instant', () => {
  const DAY = 'must be a calendar day as YYYY-MM-DD, such as 2026-12-01';
  const INSTANT = 'must be an instant in UTC, such as 2026-12-01T09:00:00Z';
  it.each([
    [isoDateSchema, '31.12.1998', DAY],
    [isoDateSchema, '9999-01-01', 'must be before the year 3000'],
    [isoDateSchema, undefined, 'is missing'],
    [instantSchema, 'tomorrow', INSTANT],
    [instantSchema, undefined, 'is missing'],
  ])('%# is said once', (schema, given, said) => {
    expect(schema.safeParse(given).error?.issues.map(complaintOf)).toEqual([said]);
  });
});
