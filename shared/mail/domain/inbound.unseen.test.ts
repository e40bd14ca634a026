import { describe, expect, it } from 'vitest';
import { classifyInbound } from './inbound.ts';

const read = (headers: Readonly<Record<string, string>>, body: string) => {
  const all = {
    From: 'Jo Vale <jo.vale@firm.example>',
    To: 'reply+abcdefgh@reply.brand.example',
    Subject: 'Re: An idea',
    Date: 'Mon, 6 May 2024 09:14:00 +0000',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return classifyInbound(new TextEncoder().encode(`${head.join('\r\n')}\r\n\r\n${body}`));
};

/** Mails that were thought up apart from the rules. */
describe('a person with the address of a daemon', () => {
  it.each([
    ['Delivery Team <delivery@firm.example>', 'Our parcel 554 was not delivered. Call me please.', 'reply'],
    [
      'Postmaster <postmaster@firm.example>',
      'I run the mail here. We would like a quote for 500 users.',
      'reply',
    ],
    ['MTA Sales <mta@firm.example>', 'We have 450 seats, but delivery failed last year.', 'reply'],
    [
      'Postmaster <postmaster@firm.example>',
      'Error: 550 5.7.1, we blocked you. Please send it again.',
      'reply',
    ],
    [
      'Bounce <bounce@firm.example>',
      'Version 5.1.1 failed. Please take me off your list.',
      'unsubscribe_request',
    ],
    [
      'Postmaster <postmaster@firm.example>',
      'We gave you 550 5.1.1 for tom@firm.example.\nPlease take me off your list.',
      'unsubscribe_request',
    ],
    [
      'Postmaster <postmaster@firm.example>',
      'Delivery failed:\n<tom@firm.example>: 550 5.1.1 User unknown',
      'bounce',
    ],
  ])('%s: %s', async (from, body, kind) => {
    expect((await read({ From: from }, body)).kind).toBe(kind);
  });
});

describe('machines and people, by headers and text', () => {
  it.each([
    [{ Subject: 'Jo Vale is out of the office' }, 'I will return on 13 May.', 'out_of_office'],
    [{ Subject: 'Re: An idea (Auto-Reply)' }, 'We got your mail and will answer soon.', 'auto_reply'],
    [{ Subject: 'Frånvaromeddelande: An idea' }, 'Jag är ledig till den 13 maj.', 'out_of_office'],
    [{ Subject: 'Automatický odpoveď: An idea' }, 'Som na dovolenke do 13. mája.', 'reply'],
    [{ Subject: 'Automatická odpoveď: An idea' }, 'Som na dovolenke do 13. mája.', 'out_of_office'],
    [{ 'X-Precedence': 'auto_reply' }, 'We got your mail.', 'auto_reply'],
    [{ Precedence: 'bulk', 'List-Help': '<mailto:h@firm.example>' }, 'We are interested, call me.', 'reply'],
    [
      { Precedence: 'bulk', 'X-BeenThere': 't@firm.example' },
      'Take us off your list.',
      'unsubscribe_request',
    ],
  ])('%j %s', async (headers, body, kind) => {
    expect((await read(headers, body)).kind).toBe(kind);
  });
});

describe('an empty plain part', () => {
  it.each(['[image001.png]', 'This message requires an HTML viewer.', 'Ihr Programm zeigt kein HTML.'])(
    'gives way to the HTML: %s',
    async (plain) => {
      const body = `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${plain}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Please take me off the list</p>\r\n--b--\r\n`;
      expect((await read({ 'Content-Type': 'multipart/alternative; boundary=b' }, body)).kind).toBe(
        'unsubscribe_request',
      );
    },
  );
});

describe('the text of a person', () => {
  it.each([
    'Thanks\n\nOne more thing: can you invoice us in May?',
    'On Monday Ann wrote: we need 30 chairs. Can you deliver?',
    'Am 5.5.2024 schrieb mein Chef, dass wir 30 Stühle brauchen. Können Sie liefern?',
  ])('is kept: %s', async (body) => {
    const mail = await read({}, `Hi Elena\n\n${body}`);
    expect('visibleText' in mail && mail.visibleText).toContain(body);
  });

  it.each([
    'На пн, 6.05.2024 г. в 9:14 Elena <elena@brand.example> написа:\n\n> quoted',
    'Dana pon, 6. svi 2024. u 09:14 Elena <elena@brand.example> je napisao/la:\n\n> quoted',
    'po 6. 5. 2024 o 9:14 Elena <elena@brand.example> napísal(a):\n\n> quoted',
    '‫בתאריך יום ב׳, 6 במאי 2024 ב-9:14 מאת ‪Elena‬‏ <‪elena@brand.example‬‏>:‬\n\n> quoted',
    '* Elena <elena@brand.example> [2024-05-06 09:14]:\n> quoted',
    'De la: Elena <elena@brand.example>\nTrimis: luni, 6 mai 2024 09:14\nCătre: Jo\nSubiect: Idee\n\nquoted',
    'Šalje: Elena <elena@brand.example>\nPoslano: 6. svibnja 2024. 9:14\nPrima: Jo\nPredmet: Ideja\n\nquoted',
  ])('ends where the quote begins: %s', async (quoted) => {
    expect(await read({}, `Yes, call me.\n\n${quoted}`)).toMatchObject({ visibleText: 'Yes, call me.' });
  });
});
