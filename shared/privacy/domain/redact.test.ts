import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compromiseReader } from '../../leads/adapters/compromise/name-reader.ts';
import { detectPii } from './detect.ts';
import { startRedaction } from './redact.ts';

const found = (text: string): string[] =>
  detectPii(text, compromiseReader).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

describe('what is found', () => {
  it.each([
    ['Write to ann.lee+x@mail.acme.example today.', ['EMAIL ann.lee+x@mail.acme.example']],
    ['Pay with 4012-8888-8888-1881 now.', ['CARD 4012-8888-8888-1881']],
    ['Not a card: 4012-8888-8888-1882.', []],
    ['Send it to DE89 3704 0044 0532 0130 00 please', ['IBAN DE89 3704 0044 0532 0130 00']],
    ['de89370400440532013000 is ours', ['IBAN de89370400440532013000']],
    // The check digits are right, and no country has such a number.
    ['Your order RX51202600112233445 is here', []],
    ['My SSN is 219-09-9998.', ['NATIONAL_ID 219-09-9998']],
    ['NINO AB 12 34 56 C here.', ['NATIONAL_ID AB 12 34 56 C']],
    [
      'It came from 192.168.10.7 and 2001:db8::ff00:42:8329.',
      ['IP 192.168.10.7', 'IP 2001:db8::ff00:42:8329'],
    ],
    ['Version 1.2.3 of 2024 costs 1,200.50 dollars.', []],
    ['Call me at (212) 555-0123 tomorrow.', ['PHONE (212) 555-0123']],
    ['Call +49 30 901820 now.', ['PHONE +49 30 901820']],
    ['I live at 12 Quay Street, Apt. 4.', ['ADDRESS 12 Quay Street, Apt. 4']],
    ['Dear Dr. Anna van der Berg, thank you.', ['PERSON Anna van der Berg']],
    ['Born on 1984-05-17 or 17 May 1984.', ['DATE 1984-05-17', 'DATE 17 May 1984']],
    ['The goal is to start a conversation again with customers who went quiet.', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('addresses are found whole', () => {
  it.each([
    'Hersnapvej 18, 2100 København',
    '221B Baker Street, London NW1 6XE',
    'Flat 3, 12 High Street\nReading\nRG1 1AA',
    '1600 Pennsylvania Avenue NW, Washington, DC 20500',
    '20789 Allika 46\n Suite 501\n Riisa\n\n Estonia 62488',
    'Hauptstraße 5a\n80331 München\nDeutschland',
    'Bahnhofstrasse 1, CH-8001 Zürich',
    'Via Garibaldi 12, 20121 Milano MI, Italia',
    'Calle de Alcalá 45, 3º B, 28014 Madrid',
    '12 rue de la Paix\n75002 Paris\nFrance',
    'Prinsengracht 263, 1016 GV Amsterdam',
    'Kongens gate 15, 0153 Oslo',
    'Sveavägen 44, 111 34 Stockholm',
    'Mannerheimintie 5 B 12, 00100 Helsinki',
    'ul. Marszałkowska 10/12 m. 5, 00-590 Warszawa',
    'Váci utca 19-21, 1052 Budapest',
    'Istiklal Caddesi No:12 Beyoglu, 34430 Istanbul',
    'Av. Paulista 1578 - Bela Vista, São Paulo - SP, 01310-200',
    'PSC 0413, Box 8144\nAPO AA 42323',
    '255 hersnapvej 18',
  ])('%j', (address) => {
    const redact = (text: string) => startRedaction({ fields: [], reader: compromiseReader }).redact(text);
    expect(redact(`we moved to ${address}`)).toBe('we moved to [ADDRESS_1]');
    expect(redact(`> we moved to ${address.replaceAll('\n', '\n> ')}`)).not.toMatch(/\d{2}(?!\])/);
  });
});

describe('names', () => {
  it.each([
    ['eva kleist lives here', ['eva kleist']],
    ['follow up with patricia desrosiers in a week', ['patricia desrosiers']],
    ['please contact tomomi sato about it', ['tomomi sato']],
    ['Krisztián Szöllösy listed his songs', ['Krisztián Szöllösy']],
    ['Warrane, can I please speak to your boss?', ['Warrane']],
    ['Hallo, ich bin Jürgen Müller und möchte kein Angebot von Ihnen.', ['Jürgen Müller']],
    ['Je ne souhaite plus recevoir vos messages. Cordialement, Amélie Durand', ['Amélie Durand']],
    ['They come from Hawkins, Richardson and Santana today', ['Hawkins, Richardson and Santana']],
    // Common words are no names, though they be written as ones, in any language that Rex writes to.
    ['Info: Where would you like the Letter? Wisdom and Discipline.', []],
    ["don't call, i didn't say yes. we're done", []],
    ['hi there, who is this? remove me from your list', []],
    ['Bitte schicken Sie mir keine Werbung mehr, danke für Ihr Verständnis.', []],
    ['Please stop by our office on Monday, we open at 9.', []],
  ])('%s', (text, expected) => {
    expect(detectPii(text, compromiseReader).map(({ start, end }) => text.slice(start, end))).toEqual(
      expected,
    );
  });
});

describe('phones, whatever stands behind them', () => {
  it.each(['-Office', '/Office', '_home', '-Büro', ' (mobile)', ', ext. 12-west', '.', ''])(
    '07700 900123%s',
    (behind) => {
      for (const phone of ['07700 900123', '+44 7700 900123', '(415) 555-0132', '060-56-85-91']) {
        const redacted = startRedaction({ fields: [], reader: compromiseReader }).redact(
          `Call ${phone}${behind}`,
        );
        expect(redacted).not.toMatch(/\d{2}(?!\])(?<!12)/);
      }
    },
  );
});

describe('a redaction', () => {
  it('replaces the same data by the same placeholder throughout a call, and puts it back', () => {
    const call = startRedaction({ fields: [], reader: compromiseReader });
    const system = call.redact('Write to ann@acme.example or bob@acme.example.');
    const user = call.redact('ann@acme.example said no.');
    expect([system, user]).toEqual(['Write to [EMAIL_1] or [EMAIL_2].', '[EMAIL_1] said no.']);
    expect(call.restore({ text: 'Ask [EMAIL_2], not [EMAIL_9].' })).toEqual({
      text: 'Ask bob@acme.example, not [EMAIL_9].',
    });
    expect(call.replaced).toBe(2);
  });

  it('takes fields of the names that it is given out whole, however deep', () => {
    const call = startRedaction({ fields: ['firstName', 'note'], reader: compromiseReader });
    const value = { lead: { FirstName: 'zed', age: 7, note: { a: 1 } }, list: [{ note: 'x' }] };
    expect(call.redactValue(value)).toEqual({
      lead: { FirstName: '[FIELD_1]', age: 7, note: '[FIELD_2]' },
      list: [{ note: '[FIELD_3]' }],
    });
  });

  it('lets nothing of a known form through, wherever it stands, and restores what it took', () => {
    const secret = fc.constantFrom(
      'ann@acme.example',
      '4012888888881881',
      'GB82 WEST 1234 5698 7654 32',
      '192.168.10.7',
      '+44 20 7946 0958',
      '219-09-9998',
    );
    const words = fc.array(fc.constantFrom('please', 'the', 'order', 'is', 'late', 'and', 'we'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(words, secret), { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts.map(([before, value]) => [...before, value].join(' ')).join(', ');
        const call = startRedaction({ fields: [], reader: compromiseReader });
        const redacted = call.redact(text);
        for (const [, value] of parts) expect(redacted).not.toContain(value);
        expect(call.restore(redacted)).toBe(text);
      }),
    );
  });
});
