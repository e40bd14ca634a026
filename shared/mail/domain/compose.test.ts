import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { composeMail, type OutgoingMail } from './compose.ts';

const mail: OutgoingMail = {
  from: { name: 'Zoë "Sales", Rex', address: 'zoe@müller-bau.example' },
  to: 'ana@example.com',
  replyTo: 'reply+abc123def@in.example',
  subject: 'Grüße — ein Betreff, der so lang ist, dass er sicher gefaltet werden muss, weil er nie endet',
  text: `Hallo Ana\n.\n${'x'.repeat(3000)}`,
  html: `<p>Hallo Ana</p><p>${'y'.repeat(3000)}</p>`,
  listUnsubscribeUrl: 'https://u.example/u/0123456789abcdef',
  listUnsubscribeMailto: 'unsubscribe+0123@u.example?subject=0123',
  messageIdDomain: 'rex.example',
  date: new Date('2026-01-02T03:04:05Z'),
  headers: { 'X-Rex-Message': 'm_1' },
};
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('composeMail', () => {
  it('builds a message that parses back to its input', async () => {
    const parsed = await PostalMime.parse(await composeMail(mail));
    expect(parsed.from).toMatchObject({ name: mail.from.name, address: 'zoe@xn--mller-bau-q9a.example' });
    expect(parsed.to).toMatchObject([{ address: 'ana@example.com' }]);
    expect(parsed.replyTo).toMatchObject([{ address: mail.replyTo }]);
    expect(parsed.subject).toBe(mail.subject);
    expect(parsed.text?.trim()).toBe(mail.text);
    expect(parsed.html?.trim()).toBe(mail.html);
    expect(parsed.headers.find(({ key }) => key === 'x-rex-message')?.value).toBe('m_1');
  });

  it('carries both headers of one-click unsubscription (RFC 8058)', async () => {
    const { headers } = await PostalMime.parse(await composeMail(mail));
    const value = (name: string) => headers.find(({ key }) => key === name)?.value;
    expect(value('list-unsubscribe')).toBe(
      `<${mail.listUnsubscribeUrl}>, <mailto:${mail.listUnsubscribeMailto}>`,
    );
    expect(value('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  it('gives the same bytes for the same input, and different bytes for different input', async () => {
    const first = textOf(await composeMail(mail));
    expect(textOf(await composeMail({ ...mail }))).toBe(first);
    expect(textOf(await composeMail({ ...mail, text: 'other' }))).not.toBe(first);
  });

  it('carries an invitation as a part beside its text, and as a file (RFC 6047)', async () => {
    const content = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';
    const text = textOf(await composeMail({ ...mail, calendar: { method: 'REQUEST', content } }));
    expect(text.match(/^Content-Type: [\w/]+/gm)?.map((line) => line.slice(14))).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'application/ics',
    ]);
    expect(text).toContain('Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n');
    expect(text).toContain(Buffer.from(content).toString('base64'));
  });

  it('ends lines with CRLF and keeps them short', async () => {
    const text = textOf(await composeMail(mail));
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('has no line of quoted-printable above 76 characters, which a spam filter counts (RFC 2045, section 6.7)', async () => {
    const link = `https://l.acme.example/u/${'z3qm0e13brqm1jsnwkf1'.repeat(4)}`;
    const long = {
      ...mail,
      text: `Stop: ${link}`,
      html: `<p><a href="${link}" style="color:#555">Stop</a></p>`,
    };
    const [, ...parts] = textOf(await composeMail(long)).split(/^----_NmP.*$/m);
    const bodies = parts.map((part) => part.trim().split('\r\n\r\n').slice(1).join('\r\n\r\n'));
    const lengths = bodies.flatMap((body) => body.split('\r\n').map((line) => line.length));
    expect(lengths.length).toBeGreaterThan(4);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(76);
  });

  it('begins every header on its own line, however long its first word is', async () => {
    const long = `${'a'.repeat(64)}@${'b'.repeat(60)}.example`;
    const replyTo = `reply+demo-${'z3qm0e13brqm1jsnwkf1'.repeat(3)}@reply.mail.rex-demo.example`;
    const raw = textOf(
      await composeMail({
        ...mail,
        replyTo,
        to: long,
        from: { address: long },
        subject: `${'x'.repeat(200)} and more`,
        headers: { 'X-Rex-Message': `m_${'1'.repeat(200)}` },
      }),
    );
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).toContain(`\r\nReply-To: ${replyTo}\r\n`);
    expect(head).toContain(`\r\nTo: ${long}\r\n`);
    expect(head).not.toMatch(/^[\w-]+:[ \t]*\r\n/m);
    const parsed = await PostalMime.parse(raw);
    expect(parsed.replyTo).toMatchObject([{ address: replyTo }]);
    expect(parsed.subject).toBe(`${'x'.repeat(200)} and more`);
  });

  it.each(['hello.@a.example', 'a..b@a.example', '.a@a.example', 'ä@a.example', '@a.example'])(
    'refuses an address that SES would refuse: %s',
    async (address) => {
      await expect(composeMail({ ...mail, from: { address } })).rejects.toThrow('from is not an address');
      await expect(composeMail({ ...mail, to: address })).rejects.toThrow('to is not an address');
    },
  );

  it('refuses headers that it writes itself', async () => {
    await expect(composeMail({ ...mail, headers: { bcc: 'x@example.com' } })).rejects.toThrow('headers.bcc');
  });

  it.each<[string, Partial<OutgoingMail>, string]>([
    ['subject', { subject: 's'.repeat(901) }, 'is longer than 900 characters'],
    ['headers.X-A', { headers: { 'X-A': 'a'.repeat(901) } }, 'is longer than 900 characters'],
    ...[
      'http://u.example/u',
      'https://u.example/ü',
      'https://u.example/a b',
      'https://u.example/<a>',
      '',
    ].map((listUnsubscribeUrl): [string, Partial<OutgoingMail>, string] => [
      'listUnsubscribeUrl',
      { listUnsubscribeUrl },
      'must be an https address in ASCII',
    ]),
    ...['nobody', 'ü@u.example', 'a@<u.example>', 'a b@u.example', '@u.example', 'a@'].map(
      (listUnsubscribeMailto): [string, Partial<OutgoingMail>, string] => [
        'listUnsubscribeMailto',
        { listUnsubscribeMailto },
        'must be an address in ASCII, with or without ?subject=',
      ],
    ),
    ['messageIdDomain', { messageIdDomain: 'no domain' }, 'is no domain'],
    ['headers.X A', { headers: { 'X A': 'a' } }, 'is not a header that may be added'],
    ['headers.Reply-To', { headers: { 'Reply-To': 'a@b.example' } }, 'is not a header that may be added'],
    ['headers.resent-bcc', { headers: { 'resent-bcc': 'a@b.example' } }, 'is not a header that may be added'],
  ])('refuses %s with the name of the field: %o', async (path, change, message) => {
    await expect(composeMail({ ...mail, ...change })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      message: `The mail cannot be built: ${path} ${message}.`,
      fields: [{ path, message }],
    });
  });

  it('accepts a header of 900 characters, a loopback host, and a mail without optional fields', async () => {
    const { replyTo: _, headers: __, from, ...least } = mail;
    const listUnsubscribeUrl = 'http://127.0.0.1:7400/u/0123';
    const built = await PostalMime.parse(
      await composeMail({ ...least, from: { address: from.address }, listUnsubscribeUrl }),
    );
    expect(built.replyTo).toBeUndefined();
    expect(built.from).toMatchObject({ name: '', address: 'zoe@xn--mller-bau-q9a.example' });
    const subject = 's '.repeat(450).trim();
    expect((await PostalMime.parse(await composeMail({ ...mail, subject }))).subject).toBe(subject);
  });

  it('never writes an injected header, whichever field contains the line break', async () => {
    const poison = fc
      .tuple(
        fc.string({ maxLength: 10 }),
        fc.constantFrom('\r\n', '\n', '\r', '\u0000', '\u2028'),
        fc.string({ maxLength: 10 }),
      )
      .map(([before, control, after]) => `a${before}${control}Bcc: evil@example.com${after}`);
    const places: ((text: string) => OutgoingMail)[] = [
      (subject) => ({ ...mail, subject }),
      (to) => ({ ...mail, to: `${to}@example.com` }),
      (name) => ({ ...mail, from: { ...mail.from, name } }),
      (address) => ({ ...mail, from: { address } }),
      (replyTo) => ({ ...mail, replyTo }),
      (url) => ({ ...mail, listUnsubscribeUrl: `https://u.example/${url}` }),
      (mailto) => ({ ...mail, listUnsubscribeMailto: mailto }),
      (domain) => ({ ...mail, messageIdDomain: domain }),
      (value) => ({ ...mail, headers: { 'X-A': value } }),
      (name) => ({ ...mail, headers: { [name]: 'value' } }),
    ];
    await fc.assert(
      fc.asyncProperty(poison, fc.constantFrom(...places), async (text, place) => {
        await expect(composeMail(place(text))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
      }),
      { numRuns: 200 },
    );
  });

  it('writes one header per name for any subject and name without control characters', async () => {
    const line = fc
      .string({ unit: 'grapheme', maxLength: 80 })
      .filter((text) => !/\p{Cc}|[\u2028\u2029]/u.test(text));
    await fc.assert(
      fc.asyncProperty(line, line, fc.string({ maxLength: 200 }), async (subject, name, text) => {
        const bytes = await composeMail({ ...mail, subject, from: { ...mail.from, name }, text });
        const head = textOf(bytes).split('\r\n\r\n')[0] ?? '';
        const names = head.match(/^[\w-]+(?=:)/gm) ?? [];
        expect(new Set(names).size).toBe(names.length);
        expect(names).not.toContain('Bcc');
      }),
      { numRuns: 100 },
    );
  });
});
