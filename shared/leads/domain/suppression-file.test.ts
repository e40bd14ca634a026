import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FORMATS } from './suppression-export.ts';
import { parseSuppressionFile } from './suppression-file.ts';
import type { SuppressionEntry } from './suppression-list.ts';

const read = (text: string, firstRow?: number) => parseSuppressionFile('acme', text, firstRow);
const short = (text: string) =>
  read(text).entries.map(({ row, target, reason, at }) => [row, target.kind, target.value, reason, at]);
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a suppression list', () => {
  it('of SES is read: lines without a header, and its answers in JSON', () => {
    expect(short('ann@shop.example,BOUNCE\nBen@Shop.example,COMPLAINT\n')).toEqual([
      [1, 'address', 'ann@shop.example', 'hard_bounce', undefined],
      [2, 'address', 'Ben@shop.example', 'complaint', undefined],
    ]);
    const summary = {
      EmailAddress: 'ann@shop.example',
      Reason: 'BOUNCE',
      LastUpdateTime: '2026-05-04T12:00:00.123000+00:00',
    };
    expect(short(JSON.stringify({ SuppressedDestinationSummaries: [summary] }, null, 2))).toEqual([
      [1, 'address', 'ann@shop.example', 'hard_bounce', '2026-05-04T12:00:00.123Z'],
    ]);
    expect(short(`${JSON.stringify(summary)}\n${JSON.stringify(summary)}\n`)).toHaveLength(2);
  });

  it('of SendGrid is read; a block that may pass suppresses nobody', () => {
    const { entries, invalid, rows } = read(
      'status,reason,email,created\n' +
        '5.1.1,"550 5.1.1 no such\nuser",ann@shop.example,1443651141\n' +
        '4.2.2,452 4.2.2 mailbox full,ben@shop.example,1443651154\n' +
        ',spam report,cyd@shop.example,1443651160\n',
    );
    expect(rows).toBe(3);
    expect(entries).toMatchObject([
      { row: 2, reason: 'hard_bounce', at: '2015-09-30T22:12:21.000Z' },
      { row: 4, reason: 'complaint' },
    ]);
    expect(invalid).toEqual([{ row: 3, reason: 'The failure 4.2.2 may pass and suppresses nobody.' }]);
    expect(short('[{"created":1443651141,"email":"a@shop.example","reason":"x","status":"5.0.0"}]')).toEqual([
      [1, 'address', 'a@shop.example', 'hard_bounce', '2015-09-30T22:12:21.000Z'],
    ]);
  });

  it('of Mailchimp is read: who unsubscribed, and who was cleaned', () => {
    expect(
      short(
        'Email Address,First Name,UNSUB_TIME,UNSUB_REASON\nann@shop.example,Ann,2024-03-01 08:30:00,"No, thanks"',
      ),
    ).toEqual([[2, 'address', 'ann@shop.example', 'unsubscribe', '2024-03-01T08:30:00.000Z']]);
    expect(short('Email Address,CLEAN_TIME\nann@shop.example,2024-03-01 08:30:00')).toEqual([
      [2, 'address', 'ann@shop.example', 'hard_bounce', '2024-03-01T08:30:00.000Z'],
    ]);
  });

  it('may have domains and hashes, in a column of their own or line by line', () => {
    const [a, b] = [md5('ann@shop.example'), sha256('ann@shop.example')];
    expect(short(`${a}\n${b.toUpperCase()}\n@Shop.example\nben@shop.example\n`)).toEqual([
      [1, 'md5', a, undefined, undefined],
      [2, 'sha256', b, undefined, undefined],
      [3, 'domain', 'shop.example', undefined, undefined],
      [4, 'address', 'ben@shop.example', undefined, undefined],
    ]);
    expect(short('domain;reason\nshop.example;legal\n@other.example;\n')).toEqual([
      [2, 'domain', 'shop.example', 'legal', undefined],
      [3, 'domain', 'other.example', undefined, undefined],
    ]);
  });

  it('names the rows that it does not understand, by the numbers of a spreadsheet', () => {
    expect(
      read('email,reason\n,x\nno address,x\n"ann@shop.example,x\n').invalid.map(({ row }) => row),
    ).toEqual([2, 3, 4]);
    expect(read('email\nbad\n', 5001).invalid[0]?.row).toBe(5001);
    expect(read('value,channels\na@shop.example,fax\n').invalid).toHaveLength(1);
    expect(read('[1, {"email": "a@shop.example"}]').invalid).toMatchObject([{ row: 1 }]);
  });

  it('that Rex exported comes back the same, and what other formats cannot express is left out', () => {
    const mark = (reason: 'manual' | 'complaint') =>
      ({ reason, at: '2026-05-04T12:00:00.000Z', source: 'api' }) as const;
    const entry = (change: Partial<SuppressionEntry>): SuppressionEntry => ({
      list: 'acme',
      kind: 'address',
      name: '',
      value: '+ann@shop.example',
      version: 1,
      ...change,
    });
    const all = [
      entry({ suppression: mark('complaint') }),
      entry({ suppressedOn: { sms: mark('manual'), email: mark('complaint') } }),
      entry({ kind: 'domain', value: 'shop.example', suppression: mark('manual') }),
      entry({ kind: 'md5', value: md5('x'), suppression: mark('manual') }),
    ];
    const { header, lines } = FORMATS.rex;
    const back = read([header, ...all.flatMap(lines)].join('\n'));
    expect(back.invalid).toEqual([]);
    expect(back.entries.map(({ target, reason, channels }) => [target.value, reason, channels])).toEqual([
      ['+ann@shop.example', 'complaint', undefined],
      ['+ann@shop.example', 'manual', ['sms']],
      ['+ann@shop.example', 'complaint', ['email']],
      ['shop.example', 'manual', undefined],
      [md5('x'), 'manual', undefined],
    ]);
    expect(all.map((each) => FORMATS.ses.lines(each))).toEqual([
      ["'+ann@shop.example,COMPLAINT"],
      ["'+ann@shop.example,COMPLAINT"],
      [],
      [],
    ]);
    expect(all.flatMap((each) => FORMATS.sendgrid.lines(each))).toHaveLength(2);
    expect(FORMATS.mailchimp.lines(entry({ value: 'a@b.example', suppression: mark('manual') }))).toEqual([
      'a@b.example,2026-05-04 12:00:00,manual',
    ]);
  });
});
