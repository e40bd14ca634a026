import { describe, expect, it } from 'vitest';
import { absentUntil } from './absence.ts';

const SENT = 'Mon, 6 May 2024 09:14:00 +0200';

describe('absentUntil', () => {
  it.each<[string, string | undefined]>([
    ['I am out of the office until 13 May.', '2024-05-13'],
    ['I am out of the office until May 13th, 2024.', '2024-05-13'],
    ['I will return on Monday, 13 May.', '2024-05-12'],
    ["I'm back on 13/05/2024.", '2024-05-12'],
    ['Out from 6 May to 10 May.', '2024-05-10'],
    ["I'll be out of office 6-10 May", '2024-05-10'],
    ['Ich bin bis 5. Januar nicht im Büro.', '2025-01-05'],
    ['Ich bin bis einschließlich 13.05. im Urlaub.', '2024-05-13'],
    ['Ich bin ab dem 14. Mai wieder erreichbar.', '2024-05-13'],
    ["Je suis en congés jusqu'au 4 janvier.", '2025-01-04'],
    ['De retour le 14 mai.', '2024-05-13'],
    ['Estoy de vacaciones hasta el 13 de mayo.', '2024-05-13'],
    ['In ferie fino al 13 maggio', '2024-05-13'],
    ['Rientro il 14 maggio.', '2024-05-13'],
    ['Estou de férias até 13 de maio.', '2024-05-13'],
    ['Ik ben op vakantie tot en met 13 mei.', '2024-05-13'],
    ['Jag är på semester till och med 13 maj.', '2024-05-13'],
    ['Jeg er på ferie til 13. maj.', '2024-05-13'],
    ['Olen lomalla 13. toukokuuta asti.', '2024-05-13'],
    ['Jestem na urlopie do 13 maja.', '2024-05-13'],
    ['Jsem na dovolené do 13. května.', '2024-05-13'],
    ['Я в отпуске до 13 мая.', '2024-05-13'],
    ['Я у відпустці до 13 травня.', '2024-05-13'],
    ["13 Mayıs'a kadar izindeyim.", '2024-05-13'],
    ['休暇のため5月13日まで不在です。', '2024-05-13'],
    ['您好，我正在休假，5月13日返回办公室。', '2024-05-12'],
    ['5월 13일까지 휴가입니다.', '2024-05-13'],
    ['I am away until Friday.', '2024-05-10'],
    ['Bin bis Montag nicht da.', '2024-05-13'],
    ['I am out of office until 2024-05-13.', '2024-05-13'],
    ['I have limited access to email.', undefined],
    ['Call me at 555-1234', undefined],
    ['I am on leave from 1 May 2024 until 31 December 2024 and will return on 2 January 2025.', '2025-01-01'],
    ['Szabadságon vagyok május 13-ig.', '2024-05-13'],
    ['Sunt în concediu până la 13 mai.', '2024-05-13'],
    ['I was out until 3 March 2023.', undefined],
    ['Vom 6. Mai bis 13. Mai bin ich im Urlaub', '2024-05-13'],
    ['Absent du 6 au 13 mai', '2024-05-13'],
    ['I am out of the office and return 05/20/2024', '2024-05-19'],
    ['I will be out of the office starting 05/06/2024 and will not return until 05/20/2024.', '2024-05-19'],
    ['I am out of the office this week, returning Monday May 13.', '2024-05-12'],
    ['We are closed until further notice', undefined],
  ])('of %j is %s', (text, day) => expect(absentUntil(text, SENT)).toBe(day));

  it('counts from the date in the Date header, in any time zone of the machine', () => {
    expect(absentUntil('I am away until tomorrow, Friday.', 'Thu, 30 Apr 2026 23:59:00 -1100')).toBe(
      '2026-05-01',
    );
    expect(absentUntil('Back on 5 January.', 'Thu, 31 Dec 2026 00:30:00 +1400')).toBe('2027-01-04');
  });

  it('needs a year when the mail has no date', () => {
    expect(absentUntil('Away until 13 May.', undefined)).toBeUndefined();
    expect(absentUntil('Away until 13 May 2027.', undefined)).toBe('2027-05-13');
  });
});
