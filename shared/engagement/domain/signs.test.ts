import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linkName } from './link-name.ts';
import { signsOf } from './signs.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

it.each([
  ['', 'no_agent'],
  ['  ', 'no_agent'],
  ['Mozilla/5.0', 'apple_prefetch'],
  [
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    'gmail_proxy',
  ],
  ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'yahoo_proxy'],
  ['Barracuda Sentinel (EE)', 'scanner'],
  ['ms-office; Microsoft Office Protocol Discovery', 'scanner'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/119.0 Safari/537.36',
    'headless',
  ],
  ['Go-http-client/2.0', 'program'],
  ['okhttp/4.12.0', 'program'],
  ['axios/1.7.2', 'program'],
  ['Apache-HttpClient/4.5.14 (Java/17.0.9)', 'program'],
  ['PostmanRuntime/7.36.0', 'program'],
  ['facebookexternalhit/1.1', 'program'],
  ['BingPreview/1.0b', 'program'],
])('the agent %s is %s', (userAgent, sign) => {
  expect(signsOf({ userAgent })).toEqual([sign]);
});

it.each([
  CHROME,
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (Linux; Android 13; SM-G991B; wv) AppleWebKit/537.36 Version/4.0 Chrome/120.0 Mobile Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.8.0',
  'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)',
  'Outlook-iOS/723.4027091.prod.iphone (2.40.0)',
])('a browser or mail program is no sign: %s', (userAgent) => {
  expect(signsOf({ userAgent })).toEqual([]);
});

it.each([
  ['17.58.101.10', ['apple_network']],
  ['2620:149:af0::10', ['apple_network']],
  ['66.249.83.4', ['google_network']],
  ['40.94.20.1', ['cloud_network']],
  ['40.92.1.1', ['filter_network']],
  ['52.100.3.4', ['filter_network']],
  ['192.0.2.1', []],
  ['2001:db8::1', []],
  ['not an address', []],
  ['', []],
])('the network of %s is %o', (ip, signs) => {
  expect(signsOf({ userAgent: CHROME, ip })).toEqual(signs);
});

describe('of one request', () => {
  it('all signs are told, in one order', () => {
    expect(signsOf({ userAgent: 'Mozilla/5.0', ip: '17.58.101.10', flagged: true })).toEqual([
      'provider_flag',
      'apple_prefetch',
      'apple_network',
    ]);
  });

  it('a link is told apart from others, and says nothing', () => {
    const links = ['https://x.example/a', 'https://x.example/b', 'https://x.example/a'].map(linkName);
    expect(links[0]).toBe(links[2]);
    expect(new Set(links).size).toBe(2);
    expect(links[0]).toMatch(/^[\w-]{6}$/);
    expect([linkName(''), linkName(undefined)]).toEqual([undefined, undefined]);
  });
});

const PAYLOADS = new URL('../../../../shared/data/webhooks/', import.meta.url);

/** Every open and click that SES and SendGrid publish as an example: all are by people. */
it.skipIf(!hasPayloads())('the published events of SES and SendGrid', () => {
  const ses = ['06_open', '07_click'].map((name) => {
    const { open, click } = JSON.parse(
      readFileSync(new URL(`ses/event_${name}_record.json`, PAYLOADS), 'utf8'),
    );
    return open ?? click;
  });
  const sendgrid = readFileSync(new URL('sendgrid/example-event-notification.txt', PAYLOADS), 'utf8');
  const agents = [...sendgrid.matchAll(/"?useragent"?: *["']([^"']+)["']/g)].map(([, agent = '']) => agent);
  expect(agents.length).toBeGreaterThan(0);
  for (const { userAgent, ipAddress } of ses) expect(signsOf({ userAgent, ip: ipAddress })).toEqual([]);
  for (const userAgent of agents) expect([userAgent, signsOf({ userAgent })]).toEqual([userAgent, []]);
});

function hasPayloads(): boolean {
  try {
    return readFileSync(new URL('ses/event_06_open_record.json', PAYLOADS)).length > 0;
  } catch {
    return false;
  }
}
