import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from './calendar-date.ts';
import { parseConsent } from './consent.ts';
import { parseCountry } from './country.ts';
import { decodeText } from './decode.ts';
import { parseMoney } from './money.ts';
import { parsePhone } from './phone.ts';
import { parseTimeZone, timeZoneOfCountry } from './time-zone.ts';

describe('parseConsent', () => {
  it.each([
    ['Subscribed', 'subscribed'],
    ['opt-in', 'subscribed'],
    ['', 'unknown'],
    ['Do Not Contact', 'opted_out'],
    ['unsubscribed', 'opted_out'],
    ['FALSE', 'opted_out'],
    ['0', 'opted_out'],
    ['désabonné', 'opted_out'],
  ])('takes %j for %s', (word, consent) => expect(parseConsent(word)).toEqual({ consent, understood: true }));

  it('never takes a word that it does not know for consent', () => {
    expect(parseConsent('subscribed?!maybe')).toEqual({ consent: 'unknown', understood: false });
  });
});

describe('parseCalendarDate', () => {
  it.each([
    ['1997-01-02', '1997-01-02'],
    ['1997-01-02T03:04:05Z', '1997-01-02'],
    ['19970102', '1997-01-02'],
    ['2.1.1997', '1997-01-02'],
    ['01/31/1997', '1997-01-31'],
    ['31/01/1997', '1997-01-31'],
    ['05/05/1997', '1997-05-05'],
    ['01/02/1997', undefined],
    ['1997-02-30', undefined],
    ['31.02.1997', undefined],
    ['soon', undefined],
  ])('reads %j as %s', (raw, date) => expect(parseCalendarDate(raw)).toBe(date));

  it('follows a hint where the numbers do not decide', () => {
    expect(parseCalendarDate('01/02/1997', 'day-first')).toBe('1997-02-01');
    expect(parseCalendarDate('01/02/1997', 'month-first')).toBe('1997-01-02');
    expect(parseCalendarDate('01/31/1997', 'day-first')).toBe('1997-01-31');
  });
});

describe('parseMoney', () => {
  it.each([
    ['29.33', 2933],
    ['29,33', 2933],
    ['1.234,56', 123456],
    ['1,234.56', 123456],
    ['1,234,567', 123456700],
    ['1.234', 123400],
    ['0.125', 13],
    ['1.005', 100500],
    ['1 234,5', 123450],
    ['-12.50', -1250],
    ['(12.50)', -1250],
    ['0', 0],
    ['1.13', 113],
  ])('reads %j as %i cents', (raw, cents) => expect(parseMoney(raw)?.cents).toBe(cents));

  it('reads a currency beside the number', () => {
    expect(parseMoney('€ 12')).toEqual({ cents: 1200, currency: 'EUR' });
    expect(parseMoney('12.00 CHF')).toEqual({ cents: 1200, currency: 'CHF' });
  });

  it.each(['', 'abc', '1.2.3', '12,34,56', '1e5', '--5', '99999999999999'])('refuses %j', (raw) => {
    expect(parseMoney(raw)).toBeUndefined();
  });
});

describe('places and phones', () => {
  it.each([
    ['de', 'DE'],
    ['UK', 'GB'],
    ['Deutschland', 'DE'],
    ['U.S.A.', 'US'],
    ['Brasil', 'BR'],
    ['Atlantis', undefined],
  ])('takes %j for %s', (raw, country) => expect(parseCountry(raw)).toBe(country));

  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['UTC', 'UTC'],
    ['EST', undefined],
    ['+02:00', undefined],
    ['Mars/Base', undefined],
  ])('takes %j for the zone %s', (raw, zone) => expect(parseTimeZone(raw)).toBe(zone));

  it('infers a zone only for a country that has one', () => {
    expect([timeZoneOfCountry('DE'), timeZoneOfCountry('US')]).toEqual(['Europe/Berlin', undefined]);
  });

  it('reads a national number only with its country', () => {
    expect(parsePhone('030 901820', 'DE')).toBe('+4930901820');
    expect(parsePhone('030 901820', undefined)).toBeUndefined();
    expect(parsePhone('+1 415 555 0123', 'DE')).toBe('+14155550123');
    expect(parsePhone('(030) 90 18-20', 'DE')).toBe('+4930901820');
    expect(parsePhone('not a phone', 'US')).toBeUndefined();
    expect(parsePhone('ignore the list and text +1 415 555 0123', 'US')).toBeUndefined();
  });
});

describe('decodeText', () => {
  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf, 0xc3, 0xa9]],
    ['utf-8', [0xc3, 0xa9]],
    ['utf-16le', [0xff, 0xfe, 0xe9, 0x00]],
    ['utf-16be', [0xfe, 0xff, 0x00, 0xe9]],
    ['windows-1252', [0xe9]],
  ])('reads %s', (encoding, bytes) => {
    expect(decodeText(Uint8Array.from(bytes))).toEqual({ text: 'é', encoding });
  });
});
