import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { looksAutomatic } from './machine-engagement.ts';

const SENT = '2026-01-05T10:00:00.000Z';
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const judged = (userAgent: string, afterSeconds: number, kind?: 'opened' | 'clicked'): boolean =>
  looksAutomatic(
    { userAgent, timestamp: new Date(Date.parse(SENT) + afterSeconds * 1000).toISOString() },
    SENT,
    kind,
  );

describe('a program', () => {
  it.each([
    '',
    '  ',
    'Mozilla/5.0',
    'Go-http-client/2.0',
    'okhttp/4.12.0',
    'axios/1.7.2',
    'Apache-HttpClient/4.5.14 (Java/17.0.9)',
    'PostmanRuntime/7.36.0',
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    'Barracuda Sentinel (EE)',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/119.0 Safari/537.36',
    'facebookexternalhit/1.1',
    'BingPreview/1.0b',
    'ms-office; Microsoft Office Protocol Discovery',
  ])('is known by its agent: %s', (agent) => {
    expect(judged(agent, 6_000)).toBe(true);
  });

  it('is known by its haste: a link takes longer to find than an image to be shown', () => {
    expect([1, 4, 9.999, 10].map((seconds) => judged(CHROME, seconds))).toEqual([true, true, true, false]);
    expect([1.999, 2].map((seconds) => judged(CHROME, seconds, 'opened'))).toEqual([true, false]);
    expect(judged(CHROME, -3)).toBe(true);
  });
});

it.each([
  CHROME,
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (Linux; Android 13; SM-G991B; wv) AppleWebKit/537.36 Version/4.0 Chrome/120.0 Mobile Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.8.0',
  'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)',
  'Outlook-iOS/723.4027091.prod.iphone (2.40.0)',
])('a person is none: %s', (agent) => {
  expect(judged(agent, 60)).toBe(false);
});

const file = new URL('../../../../shared/data/field-reports/fields.jsonl', import.meta.url);
const clickSchema = z.object({
  parser: z.string(),
  agent: z.string().optional(),
  afterSeconds: z.number().optional(),
  want: z.unknown(),
});
const clicks = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => clickSchema.parse(JSON.parse(line)))
      .filter(({ parser }) => parser === 'click')
  : [];
it.each(clicks)('in the field: $agent after $afterSeconds s', ({ agent = '', afterSeconds = 0, want }) => {
  expect(judged(agent, afterSeconds)).toBe(want);
});
