import { describe, expect, it } from 'vitest';
import { goodSendContext } from '../../../../test/bench/send-context.ts';
import { neverMailAddress } from './never-mail.ts';

const good = goodSendContext(new Date('2026-01-05T10:00:00Z'));

const verdictFor = (address: string, from: string | undefined, neverMail = false) => {
  const lead = { ...good.lead, profile: { ...good.lead.profile, address, neverMail } };
  const domain = good.domain && from !== undefined ? { ...good.domain, domain: from } : undefined;
  return neverMailAddress.check({ ...good, lead, domain }).verdict;
};

describe('a domain of examples', () => {
  it.each(['ada@firm.example', 'ada@example.com', 'ada@mail.example.org'])(
    'is mailed from another one, as the demo does, and from no real one: %s',
    (address) => {
      expect(verdictFor(address, 'mail.acme.example')).toBe('pass');
      expect(verdictFor(address, 'mail.acme.de')).toBe('block');
    },
  );

  it('is not the only reason to block an address', () => {
    expect(verdictFor('ada@acme.de', 'mail.acme.de')).toBe('pass');
    expect(verdictFor('noreply@acme.de', 'mail.acme.de', true)).toBe('block');
    expect(verdictFor('ada@firm.example', undefined)).toBe('pass');
  });
});
