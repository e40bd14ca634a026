import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compromiseReader } from '../../adapters/compromise/name-reader.ts';
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
