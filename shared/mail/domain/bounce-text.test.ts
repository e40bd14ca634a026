import { describe, expect, it } from 'vitest';
import { failedRecipients, passageAbout, reportWords } from './bounce-text.ts';

describe('the words of a report', () => {
  const original = '----- Original message -----\nTo: jo@firm.example\n';

  const marker = '----- Original message';
  /** Headers, which are no words, before the message. */
  const headed = (length: number) => `${'Date: '.padEnd(length - 1, 'x')}\n${marker}\nHi`;

  it.each([
    ['are all of it without an original message', 'It failed: user unknown', 'It failed: user unknown'],
    ['end where the original message begins', `It failed.\n${original}`, 'It failed.\n'],
    ['are all of it when it begins with that', original, original],
    [
      'are without headers of that message',
      'It failed.\nSubject: An idea\nUnknown.',
      'It failed.\n\nUnknown.',
    ],
    ['end where it begins within 20,000 characters', headed(19_978), '\n'],
    ['do not end where it begins later', headed(19_979), `\n${marker}\nHi`],
    ['are 8,000 characters at most', 'x'.repeat(8_001), 'x'.repeat(8_000)],
    [
      'are the first after the headers are gone',
      `Date: 1 May\n${'x'.repeat(8_000)}`,
      `\n${'x'.repeat(7_999)}`,
    ],
  ])('%s', (_, text, words) => {
    expect(reportWords(text)).toBe(words);
  });
});

describe('the failed recipients of a report in free text', () => {
  const ours = new Set(['elena@brand.example', 'postmaster@firm.example']);

  it.each<[string, string, string[]]>([
    ['listed', '<Jo@Firm.example>: user unknown', ['jo@firm.example']],
    ['labelled', 'Failed recipient: jo@firm.example', ['jo@firm.example']],
    [
      'listed before labelled, each once',
      'RCPT TO: <ann@firm.example>\njo@firm.example: unknown\nAnn@firm.example: unknown',
      ['jo@firm.example', 'ann@firm.example'],
    ],
    [
      'not the sender or the reporter',
      'Recipient: elena@brand.example\n<jo@firm.example>: unknown\npostmaster@firm.example',
      ['jo@firm.example'],
    ],
    [
      'the reporter when nobody else is named, but once',
      'postmaster@firm.example: unknown\nelena@brand.example: unknown',
      ['postmaster@firm.example'],
    ],
    ['nobody', 'It failed.', []],
    ['before a code', 'For Jo@firm.example the server said 550 Unknown.', ['jo@firm.example']],
    [
      'before a code, though help is offered at the end',
      'For jo@firm.example the server said 550 Unknown.\nIf that is wrong, contact our help',
      ['jo@firm.example'],
    ],
    [
      'the first of those before a code',
      'For jo@firm.example and ann@firm.example the server said 550 Unknown.',
      ['jo@firm.example'],
    ],
    ['after the code', 'The server said 550 Unknown for our jo@firm.example', []],
    ['close after the code', 'The server said 550 for jo@firm.example', []],
    ['without a code', 'We know of jo@firm.example only.', []],
    ['in a header of the original', 'It failed.\nCc: Ann, ann@firm.example\n550 Unknown.', []],
    ['in a header that begins the text', 'Cc: Ann, ann@firm.example\n550 Unknown.', []],
    ['for questions', 'It failed.\nContact us at it@firm.example about 550 Unknown.', []],
    [
      '300 characters before the end of a code',
      `Our jo@firm.example ${'x'.repeat(294)} 550 `,
      ['jo@firm.example'],
    ],
    ['further away', `Our jo@firm.example ${'x'.repeat(295)} 550 `, []],
  ])('%s', (_, text, recipients) => {
    expect(failedRecipients(text, ours)).toEqual(recipients);
  });
});

describe('the passage about a recipient', () => {
  const about = (text: string) => passageAbout(text, ['jo@firm.example', undefined]);

  it.each([
    ['ends at the next address', 'Jo@firm.example: no\nann@firm.example: full', 'Jo@firm.example: no\n'],
    [
      'goes on over the same address',
      'jo@firm.example: no <jo@firm.example>',
      'jo@firm.example: no <jo@firm.example>',
    ],
    ['begins with the address', 'ann@firm.example: full\njo@firm.example: no', 'jo@firm.example: no'],
    [
      'is the first',
      'jo@firm.example: no\nann@firm.example: full\njo@firm.example: yes',
      'jo@firm.example: no\n',
    ],
    [
      'is the first with a code',
      'jo@firm.example\nann@firm.example\njo@firm.example: 550 no\nann@firm.example\njo@firm.example: 451 yes',
      'jo@firm.example: 550 no\n',
    ],
    [
      'is the first with a code, if that is the first of all',
      'jo@firm.example: 550 no\na@b.example\njo@firm.example',
      'jo@firm.example: 550 no\n',
    ],
    ['ends where another succeeded', 'jo@firm.example: 550 no\n250 ok', 'jo@firm.example: 550 no'],
    ['is empty when nothing names it', 'ann@firm.example: 550 no', ''],
    [
      'is at most 600 characters long',
      `jo@firm.example ${'x'.repeat(600)}`,
      `jo@firm.example ${'x'.repeat(584)}`,
    ],
    [
      'is that of the 500th address',
      `${'a@b.example '.repeat(499)}jo@firm.example: no`,
      'jo@firm.example: no',
    ],
    ['is not that of a later address', `${'a@b.example '.repeat(500)}jo@firm.example: no`, ''],
  ])('%s', (_, text, passage) => {
    expect(about(text)).toBe(passage);
  });
});
