import { describe, expect, it } from 'vitest';
import { laterDay } from './later-day.ts';

const SENT = 'Tue, 1 Dec 2026 10:00:00 +0100';

describe('the day from which somebody would rather hear from us', () => {
  it.each([
    ['Get back to me in March.', '2027-03-01'],
    ['Our budget is frozen until 1 February 2027.', '2027-02-01'],
    ['Try again after March', '2027-04-01'],
    ['next quarter please', '2027-01-01'],
    ['maybe in Q2', '2027-04-01'],
    ['in Q1 2027', '2027-01-01'],
    ['Call me in six weeks', '2027-01-12'],
    ['in a couple of months', '2027-01-30'],
    ['after the summer', '2027-09-01'],
    ['ping me after the holidays', '2027-01-02'],
    ['next year', '2027-01-01'],
    ['Bitte im Januar noch einmal.', '2027-01-01'],
    ['ab dem 15.03. wieder', '2027-03-15'],
    ['im nächsten Quartal', '2027-01-01'],
    ['in drei Monaten', '2027-03-01'],
    ['recontactez-moi en février', '2027-02-01'],
    ['dans deux mois', '2027-01-30'],
    ['au prochain trimestre', '2027-01-01'],
    ['après la rentrée', '2027-12-01'],
    ['escríbame en febrero', '2027-02-01'],
    ['dentro de tres meses', '2027-03-01'],
    ['después de Navidad', '2027-01-02'],
    ['ci risentiamo a marzo', '2027-03-01'],
    ['ci risentiamo in marzo', '2027-03-01'],
    ['tra due mesi', '2027-01-30'],
    ['daqui a dois meses', '2027-01-30'],
    ['no próximo trimestre', '2027-01-01'],
    ['neem in maart contact op', '2027-03-01'],
    ['na de zomer', '2027-09-01'],
    ['over twee maanden', '2027-01-30'],
    ['in December', '2027-12-01'],
  ])('%s', (text, day) => {
    expect(laterDay(text, SENT)).toBe(day);
  });

  it.each(['next week', 'on Thursday', 'I may come', 'We march on', 'until 1 December 2025', 'soon', ''])(
    'is not named by %j',
    (text) => {
      expect(laterDay(text, SENT)).toBeUndefined();
    },
  );

  it('is unknown without the day of the mail', () => {
    expect(laterDay('in March', undefined)).toBeUndefined();
  });
});
