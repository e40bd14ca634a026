import { describe, expect, it } from 'vitest';
import { readMailSend } from './mail-send.ts';

const text = { type: 'text/plain', value: 'Hello' };
const html = { type: 'text/html', value: '<p>Hello</p>' };
const calendar = { type: 'text/calendar; method=REQUEST', value: 'BEGIN:VCALENDAR' };
const file = { content: 'QkVHSU4=', type: 'application/ics', filename: 'invite.ics' };
const faultsOf = (content: readonly object[], attachments: readonly object[] = []) =>
  readMailSend({
    personalizations: [{ to: [{ email: 'jo@person.example' }], subject: 'Hello' }],
    from: { email: 'ann@mail.acme.example' },
    content,
    attachments,
  }).faults?.map(({ field }) => field);

describe('what the local SendGrid takes', () => {
  it('is text, HTML and a calendar with its method, and files', () => {
    expect(faultsOf([text, html, calendar], [file])).toBeUndefined();
  });

  it.each<[string, readonly object[], readonly object[], string]>([
    ['HTML before text', [html, text], [], 'content'],
    ['a calendar before text', [calendar, text], [], 'content'],
    [
      'a charset',
      [text, { ...calendar, type: 'text/calendar; charset=utf-8; method=REQUEST' }],
      [],
      'content.1.type',
    ],
    [
      'a parameter of a file',
      [text],
      [{ ...file, type: 'text/calendar; method=REQUEST' }],
      'attachments.0.type',
    ],
    ['a file that is not in base64', [text], [{ ...file, content: '%%%' }], 'attachments.0.content'],
    ['a file without a name', [text], [{ ...file, filename: undefined }], 'attachments.0.filename'],
  ])('is not %s', (_, content, attachments, field) => {
    expect(faultsOf(content, attachments)).toEqual([field]);
  });
});
