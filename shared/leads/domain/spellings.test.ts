import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from './calendar-date.ts';
import { parseCountry } from './country.ts';
import { parseMoney } from './money.ts';
import { orderStateOf } from './order-status.ts';
import { splitFullName } from './person-name.ts';
import { parsePhone } from './phone.ts';
import { isNoName } from './placeholders.ts';
import { parseTimeZone } from './time-zone.ts';

describe('spellings by other systems and people', () => {
  it.each([
    ['+493023125001 (office)', undefined],
    ['+49 30 23125001 Durchwahl 12', undefined],
    ['＋４９３０２３１２５００１', undefined],
    ['Tel.: +49 30 23125001', undefined],
    ['Fon +49 30 23125001', undefined],
    ['+49 30 23125001 oder +49 151 23456789', undefined],
    ['00 49 30 23125001', undefined],
    ['(0049) 30 23125001', undefined],
    ['+493023125001.0', undefined],
    ['493023125001.0', 'DE'],
  ])('phone %s', (cell, country) => expect(parsePhone(cell, country)).toBe('+493023125001'));

  it.each([
    '2024. 1. 5.',
    'Fri Jan  5 10:00:00 2024',
    'Fri Jan 5 10:00:00 CET 2024',
    '05JAN2024',
    '2024-01-05+01:00',
    '20240105101500',
    '２０２４年１月５日',
  ])('date %s', (cell) => expect(parseCalendarDate(cell)).toBe('2024-01-05'));

  it.each([
    ['250:-', 25_000, undefined],
    ['S$25', 2_500, 'SGD'],
    ['AU$25.00', 2_500, 'AUD'],
    ['GBP £12.00', 1_200, 'GBP'],
    ['12.00 $US', 1_200, 'USD'],
    ['１２００円', 120_000, 'JPY'],
  ])('money %s', (cell, cents, currency) =>
    expect(parseMoney(cell)).toEqual({ cents, ...(currency && { currency }) }),
  );

  it.each([
    ['Oesterreich', 'AT'],
    ['Großbritannien', 'GB'],
    ['США', 'US'],
    ['Česká republika', 'CZ'],
    ['276', 'DE'],
    ['🇩🇪', 'DE'],
    ['Slovak Republic', 'SK'],
    ['Mainland China', 'CN'],
    ['S. Korea', 'KR'],
  ])('country %s', (cell, code) => expect(parseCountry(cell)).toBe(code));

  it.each([
    ['Mumbai', 'Asia/Calcutta'],
    ['Beijing', 'Asia/Shanghai'],
    ['(GMT+02:00) Pretoria', 'Africa/Johannesburg'],
    ['Edinburgh', 'Europe/London'],
  ])('time zone %s', (cell, zone) => expect(parseTimeZone(cell)).toBe(zone));

  it.each([
    'none given',
    'N.N.',
    'Unknown Unknown',
    '0',
    '{{first_name}}',
    '*|FNAME|*',
    '%FIRSTNAME%',
    'なし',
    'okänd',
  ])('names nobody: %s', (cell) => expect(isNoName(cell)).toBe(true));

  it.each([
    ['J. Smith', undefined, 'Smith'],
    ['J.R. Smith', undefined, 'Smith'],
    ['F. Scott Fitzgerald', 'Scott', 'Fitzgerald'],
    ['AJ Brown', undefined, 'AJ Brown'],
    ['Jane Doe - CEO', 'Jane', 'Doe'],
    ['Müller | Einkauf', undefined, 'Müller | Einkauf'],
  ])('name %s', (cell, firstName, lastName) =>
    expect(splitFullName(cell)).toEqual({ lastName, ...(firstName && { firstName }) }),
  );

  it.each([
    'wc-cancelled',
    'Order cancelled',
    'Cancelled - Refunded',
    'Not paid',
    'İptal edildi',
    'キャンセル',
    '已取消',
  ])('is no purchase: %s', (status) =>
    expect(orderStateOf({ status, cancelled: '', refunded: '' }, 5_500).undone).toBeDefined(),
  );

  it.each(['wc-completed', 'Partially refunded', 'Teilweise erstattet', 'Not refunded'])(
    'is one: %s',
    (status) => expect(orderStateOf({ status, cancelled: '', refunded: '' }, 5_500).undone).toBeUndefined(),
  );
});
