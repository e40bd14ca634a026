import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyInbound } from './inbound.ts';

const raw = (headers: Record<string, string>, body: string): Uint8Array => {
  const all = {
    From: 'Ana <ana@example.com>',
    To: 'reply+abc123@in.example',
    Subject: 'Re: Hello',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return new TextEncoder().encode(`${head.join('\r\n')}\r\n\r\n${body}`);
};

describe('classifyInbound', () => {
  it('reads a reply without what it quotes', async () => {
    const mail = await classifyInbound(
      raw(
        {},
        'Sounds good, Tuesday?\r\n\r\nOn Mon, 3 Mar 2025 at 10:00, Rex <rex@example.com> wrote:\r\n> Hello\r\n> Unsubscribe: https://x\r\n',
      ),
    );
    expect(mail).toMatchObject({
      kind: 'reply',
      from: 'ana@example.com',
      visibleText: 'Sounds good, Tuesday?',
      thread: { by: 'reply_token', token: 'abc123' },
    });
  });

  it('sees a request in the words of the sender', async () => {
    expect(await classifyInbound(raw({}, 'Please take me off your list.'))).toMatchObject({
      kind: 'unsubscribe_request',
      evidence: 'words: Please take me off your list.',
    });
  });

  it('sees a request by the address that List-Unsubscribe names', async () => {
    const mail = await classifyInbound(raw({ To: 'unsubscribe+t0ken@in.example', Subject: 't0ken' }, ''));
    expect(mail.kind).toBe('unsubscribe_request');
  });

  it.each([
    [
      'out_of_office',
      { Subject: 'Automatic reply: Hello', 'X-Auto-Response-Suppress': 'All' },
      'I am out of the office until Monday.',
    ],
    ['out_of_office', { 'Auto-Submitted': 'auto-replied' }, 'Ich bin bis Montag im Urlaub.'],
    [
      'auto_reply',
      { 'Auto-Submitted': 'auto-generated', Subject: 'Ticket 12 received' },
      'We have got your message.',
    ],
    ['auto_reply', { Precedence: 'bulk' }, 'Our newsletter'],
    ['reply', { 'Auto-Submitted': 'no' }, 'Yes, call me.'],
    ['reply', {}, 'I was out of the office, sorry for the late answer. Yes please.'],
  ])('calls it %s with %o', async (kind, headers, body) => {
    expect((await classifyInbound(raw(headers as Record<string, string>, body))).kind).toBe(kind);
  });

  it('keeps an unsubscribe footer that a vacation note quotes out of it', async () => {
    const mail = await classifyInbound(
      raw({ 'Auto-Submitted': 'auto-replied' }, 'I am on vacation.\r\n\r\n> unsubscribe'),
    );
    expect(mail.kind).toBe('out_of_office');
  });

  it('reads the plain words of an HTML mail', async () => {
    const html =
      '<style>p{}</style><p>Stop e-mailing me, please &amp; thank you.</p><div class="gmail_quote">Hello</div>';
    const mail = await classifyInbound(raw({ 'Content-Type': 'text/html' }, html));
    expect(mail).toMatchObject({
      kind: 'unsubscribe_request',
      visibleText: 'Stop e-mailing me, please & thank you.',
    });
  });

  it.each(['', 'garbage', '\u0000\u0001\u0002', '<html>'])('calls %j unreadable', async (text) => {
    expect((await classifyInbound(new TextEncoder().encode(text))).kind).toBe('unreadable');
  });

  it('never throws and keeps sizes bounded', async () => {
    const header = fc.constantFrom(
      'From',
      'To',
      'Subject',
      'Content-Type',
      'Content-Transfer-Encoding',
      'Return-Path',
      'Date',
    );
    const value = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        'multipart/report; report-type=delivery-status; boundary=b',
        'multipart/mixed; boundary=b',
        'text/html; charset=utf-7',
        'base64',
        '<>',
      ),
    );
    const body = fc.oneof(
      fc.string({ maxLength: 500 }),
      fc.constantFrom(
        '--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: x\r\n--b--',
        '--b\r\nContent-Type: message/feedback-report\r\n\r\n:::\r\n',
      ),
    );
    const mails = fc
      .tuple(fc.array(fc.tuple(header, value), { maxLength: 6 }), body)
      .map(
        ([headers, text]) =>
          `${headers.map(([name, each]) => `${name}: ${each}`).join('\r\n')}\r\n\r\n${text}`,
      )
      .map((text) => new TextEncoder().encode(text));
    await fc.assert(
      fc.asyncProperty(fc.oneof(mails, fc.uint8Array({ maxLength: 400 })), async (bytes) => {
        const mail = await classifyInbound(bytes);
        if ('visibleText' in mail) expect(mail.visibleText.length).toBeLessThanOrEqual(10_000);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['dashes', '-'.repeat(200_000)],
    ['open tags', '<'.repeat(200_000)],
    ['one word', 'a'.repeat(200_000)],
    ['empty lines', '\n'.repeat(200_000)],
  ])('is not slowed down by 200,000 %s', async (_, body) => {
    for (const type of ['text/plain', 'text/html']) {
      const mail = await classifyInbound(raw({ 'Content-Type': type, 'Return-Path': '<>' }, body));
      expect(mail.kind).toBe('auto_reply');
    }
  });
});
