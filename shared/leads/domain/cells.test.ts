import { describe, expect, it } from 'vitest';
import { isTextable } from '../../channels/domain/textable.ts';
import { parseCalendarDate } from './calendar-date.ts';
import { ColumnSurvey } from './column-survey.ts';
import { mapOrderColumns } from './columns.ts';
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

  it('never reads an unknown word as consent', () => {
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

  it('uses the hint when the numbers are ambiguous', () => {
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

  it('reads a currency next to the number', () => {
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

describe('phones as exports write them', () => {
  it.each([
    ["'+49 30 901820", '+4930901820'],
    ['="+4930901820"', '+4930901820'],
    ['mobile: +49 1522 8817386', '+4915228817386'],
    ['not known ::: +49 30 901820', '+4930901820'],
    ['+49 30 901820 / +49 1522 8817386', '+4930901820'],
    ['+52 1 55 1234 5678', '+525512345678'],
    ['+49 900 1234567', undefined],
    ['+123', undefined],
  ])('reads %j as %s', (raw, phone) => expect(parsePhone(raw, undefined)).toBe(phone));

  it.each([
    ['+4915228817386', true],
    ['+14155552671', true],
    ['+4930901820', false],
    ['+491805123456', false],
    ['+18005550199', false],
  ])('%s can be texted: %s', (phone, textable) => expect(isTextable(phone)).toBe(textable));
});

describe('an ambiguous cell', () => {
  it('is read in the format of its column', () => {
    const survey = ColumnSurvey.ofOrders(mapOrderColumns(['Email', 'Date', 'Total']));
    for (const cells of [
      ['', '03/04/2024', '1.234'],
      ['', '28/02/2024', '12,50'],
    ]) {
      survey.look(cells);
    }
    expect(survey.reading()).toEqual({ dayOrders: { orderedAt: 'day-first' }, decimal: ',' });
    expect(survey.reading('month-first').dayOrders).toEqual({ orderedAt: 'month-first' });
    survey.look(['', '02/28/2024', '12.50']);
    expect(survey.reading()).toEqual({ dayOrders: {} });
    expect(parseMoney('1.234', '.')?.cents).toBe(123);
  });

  it.each([
    ['5 de enero de 2024', '2024-01-05'],
    ['1er février 2024', '2024-02-01'],
    ['5 января 2024 г.', '2024-01-05'],
    ['Fri, 05 Jan 2024 10:00:00 GMT', '2024-01-05'],
    ['2024年01月05日 10:00', '2024-01-05'],
    ['45296', '2024-01-05'],
    ['1704445200', '2024-01-05'],
    ['Jan 2024', undefined],
    // October in Croatian, November in Polish.
    ['12 listopada 2023', undefined],
    ['I will be back on 5 May 2024', undefined],
  ])('%j is %s', (raw, day) => expect(parseCalendarDate(raw)).toBe(day));
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
