import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wantedRecords } from './wanted-records.ts';
import { changesFor, plainValue, type ZoneRecords } from './zone-changes.ts';

const DOMAIN = 'mail.acme.example';
const wanted = wantedRecords(
  DOMAIN,
  { verificationToken: 'token', dkimTokens: ['a', 'b', 'c'], mailFrom: `bounce.${DOMAIN}` },
  'us-east-1',
);
const record = (id: string) => {
  const found = wanted.find((each) => each.id === id);
  if (!found) throw new Error(`There is no record ${id}.`);
  return found;
};
const set = (type: string, ...values: string[]): ZoneRecords => ({
  kind: 'set',
  set: { name: `${DOMAIN}.`, type, ttl: 60, values },
});

describe('what is changed in a zone', () => {
  it('is one record more, with the others as they are and only while they are so', () => {
    expect(changesFor(record('spf'), set('TXT', '"google=1"', '"it \\"is\\" so"'))).toEqual([
      {
        action: 'delete',
        set: { name: `${DOMAIN}.`, type: 'TXT', ttl: 60, values: ['"google=1"', '"it \\"is\\" so"'] },
      },
      {
        action: 'create',
        set: {
          name: DOMAIN,
          type: 'TXT',
          ttl: 60,
          values: ['"google=1"', '"it \\"is\\" so"', '"v=spf1 include:amazonses.com ~all"'],
        },
      },
    ]);
    expect(changesFor(record('dkim-2'), { kind: 'none' })).toEqual([
      {
        action: 'create',
        set: {
          name: 'b._domainkey.mail.acme.example',
          type: 'CNAME',
          ttl: 300,
          values: ['b.dkim.amazonses.com'],
        },
      },
    ]);
  });

  it.each([
    ['an SPF record of the owner', 'spf', set('TXT', '"v=spf1 include:_spf.google.com -all"')],
    ['a mail server of the owner', 'inbound-mx', set('MX', '1 smtp.google.com.')],
    ['another target of the name', 'dkim-1', set('CNAME', 'elsewhere.example.')],
    ['an alias', 'inbound-mx', { kind: 'special' } as const],
    ['our own record', 'mail-from-mx', set('MX', '10 feedback-smtp.us-east-1.amazonses.com.')],
    ['our own record in two strings', 'dmarc', set('TXT', '"v=DMARC1;" " p=none"')],
  ])('is nothing where the zone has %s', (_, id, there) => {
    expect(changesFor(record(id), there)).toEqual([]);
  });

  it('never takes a value away, whatever the zone has', () => {
    const value = fc.oneof(
      fc.constantFrom('"v=spf1 -all"', '"v=DMARC1; p=none"', '10 mx.example.', 'a.example.', '"x"'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...wanted),
        fc.array(value, { minLength: 1, maxLength: 4 }),
        (each, values) => {
          const [deleted, created, ...more] = changesFor(each, set(each.type, ...values));
          expect(more).toEqual([]);
          if (!deleted) return;
          expect([deleted.action, deleted.set.values]).toEqual(['delete', values]);
          expect([created?.action, created?.set.values.slice(0, -1)]).toEqual(['create', values]);
        },
      ),
    );
  });

  it('reads values as a resolver gives them', () => {
    expect(plainValue('TXT', '"a\\"b\\\\c" "d\\040e"')).toBe('a"b\\cd e');
    expect(plainValue('MX', '10 MX.Example.')).toBe('10 mx.example');
  });
});
