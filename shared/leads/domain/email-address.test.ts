import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmailAddress } from './email-address.ts';

const CASES = new URL('../../../../shared/data/crm_leads/isemail_tests.xml', import.meta.url);

const identityOf = (raw: string): string | undefined => {
  const parsed = parseEmailAddress(raw);
  return parsed.ok ? parsed.email.identity : undefined;
};

describe('parseEmailAddress', () => {
  it.each([
    [' Ana.B@Example.COM ', 'Ana.B@example.com', 'ana.b@example.com'],
    ['\u200bana@example.com\ufeff', 'ana@example.com', 'ana@example.com'],
    ['j.doe+x@müller-bau.example', 'j.doe+x@xn--mller-bau-q9a.example', 'j.doe+x@xn--mller-bau-q9a.example'],
    ['A.n.a+news@GoogleMail.com', 'A.n.a+news@googlemail.com', 'ana@gmail.com'],
    ['a.n.a+news@gmail.example', 'a.n.a+news@gmail.example', 'a.n.a+news@gmail.example'],
    ['ana.b+x@hotmail.co.uk', 'ana.b+x@hotmail.co.uk', 'ana.b@hotmail.co.uk'],
    ['ana-shop@yahoo.com', 'ana-shop@yahoo.com', 'ana@yahoo.com'],
    ['ana+x@me.com', 'ana+x@me.com', 'ana@icloud.com'],
    ['a.n_a@pm.me', 'a.n_a@pm.me', 'ana@proton.me'],
    ['+@gmail.com', '+@gmail.com', '+@gmail.com'],
    ['a.+x@mac.com', 'a.+x@mac.com', 'a.+x@icloud.com'],
  ])('reads %j', (raw, address, identity) => {
    expect(parseEmailAddress(raw)).toMatchObject({ ok: true, email: { address, identity } });
  });

  it.each([
    '',
    'ana',
    '@example.com',
    'ana@',
    'ana@example',
    'ana@@example.com',
    'ana at example.com',
    'ana@example..com',
    'ana@example.com..',
    'ana@[1.2.3.4]',
    'ana@1.2.3.4',
    '"ana"@example.com',
    'añа@example.com',
    'ana@exa_mple.com',
    'ana@ex%41mple.com',
    'ana@example.com\r\nBcc: x@example.com',
    'Ana <ana@example.com>',
    `${'a'.repeat(65)}@example.com`,
  ])('refuses %j', (raw) => expect(parseEmailAddress(raw)).toMatchObject({ ok: false }));

  it.each([
    ['info@example.com', { isRole: true, neverMail: false }],
    ['Sales+eu@example.com', { isRole: true, neverMail: false }],
    ['noreply@example.com', { isRole: true, neverMail: true }],
    ['do-not-reply-123@example.com', { isRole: true, neverMail: true }],
    ['MAILER-DAEMON@example.com', { isRole: true, neverMail: true }],
    ['salesman@example.com', { isRole: false, neverMail: false }],
  ])('knows the role of %s', (raw, role) => {
    expect(parseEmailAddress(raw)).toMatchObject({ ok: true, email: role });
  });

  it('gives an identity that parses to itself', () => {
    const domain = fc.constantFrom('gmail.com', 'yahoo.de', 'proton.me', 'Example.com', 'ya.ru', 'mac.com');
    const local = fc.string({
      unit: fc.constantFrom('a', 'B', '1', '.', '+', '-', '_'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(local, domain, (name, host) => {
        const identity = identityOf(`${name}@${host}`);
        fc.pre(identity !== undefined);
        expect(identityOf(identity!)).toBe(identity);
      }),
    );
  });

  it.skipIf(!existsSync(CASES))('judges the cases of isemail as a sender has to', () => {
    const judged = isemailCases().map(({ id, category, address }) => ({
      id,
      category,
      ok: parseEmailAddress(address).ok,
    }));
    const ids = (category: string, ok: boolean) =>
      judged.filter((each) => each.category === category && each.ok === ok).map(({ id }) => id);
    expect(judged).toHaveLength(164);
    // test@io: nobody gets mail at a top-level domain.
    expect(ids('VALID_CATEGORY', false)).toEqual([5]);
    expect(ids('DNSWARN', false)).toEqual([]);
    // Quoted, literal and numeric domains: valid on paper, not deliverable in practice.
    for (const category of ['RFC5321', 'RFC5322']) expect(ids(category, true)).toEqual([]);
    // Only white space around the address, which belongs to the cell.
    expect(ids('CFWS', true)).toEqual([88, 144, 148, 153, 157, 158]);
    expect(ids('DEPREC', true)).toEqual([89, 149]);
    expect(ids('ERR', true)).toEqual([
      99, 127, 128, 132, 141, 142, 143, 145, 146, 147, 150, 151, 152, 154, 155, 156,
    ]);
  });
});

/** Control signs are written as the pictures U+2400 and on. */
function isemailCases(): { id: number; category: string; address: string }[] {
  const entities: Record<string, string> = { quot: '"', lt: '<', gt: '>', amp: '&' };
  const unescaped = (text: string) =>
    text
      .replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
      .replace(/&(quot|lt|gt|amp);/g, (_, name) => entities[name]!)
      .replace(/[\u2400-\u241f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x2400));
  return [...readFileSync(CASES, 'utf8').matchAll(/<test id="(\d+)">([\s\S]*?)<\/test>/g)].map(
    ([, id, body]) => ({
      id: Number(id),
      category: /<category>ISEMAIL_(\w+)</.exec(body!)?.[1] ?? '',
      address: unescaped(/<address>([\s\S]*?)<\/address>/.exec(body!)?.[1] ?? ''),
    }),
  );
}
